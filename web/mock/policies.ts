// The content security policies that the server has to send (README.md says why they are so), and `vite preview` sends.
import type { Plugin } from "vite";

export const kPagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// For /mail_frame.html only.
export const kMailFramePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data: https: http:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-popups " +
  "allow-popups-to-escape-sandbox";

export function policies_plugin(): Plugin {
  return {
    name: "postroom-policies",
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? "/").split("?")[0];
        response.setHeader("Content-Security-Policy", path === "/mail_frame.html" ? kMailFramePolicy : kPagePolicy);
        next();
      });
    },
  };
}
