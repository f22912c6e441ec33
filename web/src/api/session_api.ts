// Signing in and out.
import type { Client } from "./client.ts";
import { as_problem } from "./problem.ts";
import type { SessionInfo } from "./types.ts";

export class SessionApi {
  private readonly client_: Client;
  constructor(client: Client) {
    this.client_ = client;
  }

  // Null: nobody is signed in.
  async current(): Promise<SessionInfo | null> {
    try {
      return this.kept(await this.client_.get<SessionInfo>("/session"));
    } catch (error) {
      if (as_problem(error).status === 401) return null;
      throw error;
    }
  }

  async sign_in(name: string, password: string): Promise<SessionInfo> {
    const answer = await this.client_.send<SessionInfo>("/sign-in", { method: "POST", body: { name, password } });
    return this.kept(answer.value);
  }

  async sign_out(): Promise<void> {
    await this.client_.send("/sign-out", { method: "POST" });
    this.client_.csrf = "";
  }

  private kept(session: SessionInfo): SessionInfo {
    this.client_.csrf = session.csrf;
    return session;
  }
}
