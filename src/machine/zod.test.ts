// SPDX-License-Identifier: LGPL-2.1-or-later
import * as z from "./zod";

const schema = z.object({
    name: z.string(),
    wish: z.enum(["running", "stopped"]),
    port: z.int(),
    tag: z.string().check(z.regex(/^[a-z]+$/, "no tag")),
    target: z.union([z.string(), z.number()]),
});
const fine = { name: "a", wish: "running", port: 1, tag: "a", target: 1 };

test.each([
    [{ name: 1 }, "name", "Invalid input: expected string, received number"],
    [{ name: undefined }, "name", "Invalid input: expected string, received undefined"],
    [{ name: null }, "name", "Invalid input: expected string, received null"],
    [{ name: [] }, "name", "Invalid input: expected string, received array"],
    [{ wish: "gone" }, "wish", 'Invalid input: expected "running" or "stopped"'],
    [{ port: 1.5 }, "port", "Invalid input: expected int, received number"],
    [{ tag: "1" }, "tag", "no tag"],
    [{ target: true }, "target", "Invalid input"],
])("says what is wrong with %j", (wrong, path, message) => {
    const issues = schema.safeParse({ ...fine, ...wrong }).error?.issues;
    expect(issues?.map(issue => [issue.path.join("."), issue.message])).toEqual([[path, message]]);
});

test("an error is one of this module's", () => {
    expect(() => schema.parse(null)).toThrow(z.ZodError);
});

test("a fallback stands for what does not fit, or is missing", () => {
    const flags = z.object({ purge: z.catch(z.boolean(), false), text: z.catch(z.optional(z.string()), undefined) });
    expect(flags.parse({ purge: true, text: "a" })).toEqual({ purge: true, text: "a" });
    expect(flags.parse({ purge: "yes", text: null })).toEqual({ purge: false, text: undefined });
    expect(flags.parse({})).toEqual({ purge: false, text: undefined });
});
