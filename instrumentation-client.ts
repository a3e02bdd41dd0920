import { config } from "zod/v4/core";

// Zod would try `new Function`, which the page's policy forbids and the browser then reports as a violation.
config({ jitless: true });
