// SPDX-License-Identifier: LGPL-2.1-or-later
/** What AppUpdate takes as `files`. */
import * as z from "../machine/zod";

/** What is left out, or `null`, stays as it is. */
export const editedFiles = z.object({
    compose: z.nullish(z.string()).check(z.describe("Text of docker-compose.yml")),
    env: z.nullish(z.string()).check(z.describe("Text of .env")),
    base: z.nullish(z.string().check(z.regex(/^[0-9a-f]{64}$/))).check(z.describe(
        "Replace only what was edited: SHA-256 of docker-compose.yml followed by .env, as they were")),
});
