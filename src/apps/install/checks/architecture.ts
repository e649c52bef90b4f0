// SPDX-License-Identifier: LGPL-2.1-or-later
/** Whether the host's processor runs the app's images, as far as that is known before they are pulled. */
import type { ComposeConfig, ComposeService } from "../../../docker/compose-config";
import type { Check } from "../check";
import type { Host } from "../../host/host";

export function architectureChecks(config: ComposeConfig, host: Pick<Host, "architecture" | "emulated">): Check[] {
    return Object.entries(config.services).flatMap(([service, definition]): Check[] => {
        const need = architectureOf(definition);
        if (need === "" || need === host.architecture)
            return [];
        const level = host.emulated.includes(need) || runsBelow.get(host.architecture)?.includes(need) ? "warn" : "stop";
        return [{ is: "architecture", level, need, have: host.architecture, service }];
    });
}

/** What a processor runs besides its own. */
const runsBelow: ReadonlyMap<string, readonly string[]> = new Map([["amd64", ["386"]], ["arm64", ["arm"]]]);

const names = "amd64|arm64|386|arm|ppc64le|s390x|riscv64";
const inTag = new RegExp(`[-_.](${names})$`);
/** Docker's own publisher names its images of one architecture so. https://github.com/docker-library/official-images */
const publishers: ReadonlyMap<string, string> = new Map(Object.entries({
    amd64: "amd64", arm32v7: "arm", arm32v6: "arm", arm64v8: "arm64", i386: "386", ppc64le: "ppc64le", s390x: "s390x",
    riscv64: "riscv64",
}));

/** "" where the file does not say. */
function architectureOf({ platform, image }: ComposeService): string {
    if (platform !== "")
        return platform.split("/")[1] ?? platform;
    const [repository = "", tag = ""] = image.split("@")[0]?.split(/:(?=[^/]*$)/) ?? [];
    return publishers.get(repository.split("/")[0] ?? "") ?? inTag.exec(tag)?.[1] ?? "";
}
