// SPDX-License-Identifier: LGPL-2.1-or-later
import { aLibrary, anApp } from "../../../test/fakes/manager";
import type { Offer } from "../../apps/libraries/libraries";
import { isTroubled } from "./trouble";

const broken = (name: string, reason: Offer["broken"][number]["reason"]) => [{ name, folder: `/srv/${name}`, reason }];

it.each<[string, Partial<Offer>, boolean]>([
    ["nothing", {}, false],
    ["a library that was added and is not there", { libraries: [aLibrary("/srv/a", { exists: false })] }, true],
    ["a usual place without a library", { libraries: [aLibrary("/data", { exists: false, origin: "data" })] }, false],
    ["an unreadable library", { broken: broken("a", { is: "unreadable", message: "EIO" }) }, true],
    ["the broken folder of an installed app", { broken: broken("wordpress", { is: "no-versions" }) }, true],
    ["the broken folder of another app", { broken: broken("gitea", { is: "no-versions" }) }, false],
])("judges %s", (_what, offer, expected) => {
    expect(isTroubled({ apps: [], broken: [], libraries: [], ...offer }, [anApp("blog")])).toBe(expected);
});
