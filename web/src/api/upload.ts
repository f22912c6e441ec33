// A file on its way to a message. XMLHttpRequest, since fetch() does not tell how far an upload is.
import { kNoAnswer, Problem, problem_of } from "./problem.ts";
import type { StoreApi } from "./store_api.ts";
import { query } from "./store_api.ts";

export interface Uploaded {
  key: string;
  etag: string; // of the message, with the attachment
}

// `progress` is told the part that has been sent, 0 to 1.
export function upload(store: StoreApi, message: number, file: File, progress: (part: number) => void,
                       signal: AbortSignal): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", store.address(`/messages/${message}/attachments${query({ name: file.name })}`));
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("X-CSRF-Token", store.client.csrf);
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total);
    };
    request.onload = () => {
      const body = request.response as { key?: string } | null;
      if (request.status < 300 && body?.key !== undefined) {
        resolve({ key: body.key, etag: request.getResponseHeader("ETag") ?? "" });
      } else {
        reject(problem_of(request.status, body, request.getResponseHeader("Retry-After")));
      }
    };
    request.onerror = () => reject(new Problem(kNoAnswer, 0, ""));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
