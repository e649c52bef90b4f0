// SPDX-License-Identifier: LGPL-2.1-or-later
import { uploadReader } from "./upload-progress";

const line = (bytes: number, total: number, seconds: number) => JSON.stringify({
    message_type: "status", seconds_elapsed: seconds, percent_done: bytes / total, total_files: 3, total_bytes: total,
    bytes_done: bytes, current_files: ["/x"],
}) + "\n";

test("tells bytes, pace and time left", () => {
    const reader = uploadReader();
    expect(reader.progress()).toMatchObject({ done: 0, total: 0, complete: false });
    reader.add("--- run 2026-11-28T09:54:14Z\n{\"message_type\":\"status\",\"percent_done\":0}\n");
    expect(reader.progress().complete).toBe(false);
    const text = [0, 1, 2, 3, 4].map(second => line(second * 100, 1000, second)).join("");
    reader.add(text.slice(0, 70));
    reader.add(text.slice(70));
    expect(reader.progress()).toMatchObject({ done: 400, total: 1000, complete: true });
    expect(reader.pace()).toEqual({ bytesPerSecond: 100, secondsLeft: 6 });
});

test("never goes backwards, also where an upload begins anew", () => {
    const reader = uploadReader();
    reader.add(line(900, 1000, 9));
    reader.add("--- run 2026-11-28T09:55:14Z\n" + line(100, 1000, 1));
    expect(reader.progress()).toMatchObject({ done: 900, total: 1000 });
});

test.each([
    ["not JSON", "{broken\n"],
    ["another message", "{\"message_type\":\"summary\",\"total_bytes_processed\":5}\n"],
    ["a negative number", line(-5, 1000, 1)],
    ["an endless line", `{"message_type":"status","total_bytes":7${" ".repeat(20_000)}}\n`],
])("ignores %s", (_, text) => {
    const reader = uploadReader();
    reader.add(text);
    expect(reader.progress()).toMatchObject({ done: 0, total: 0, complete: false });
});
