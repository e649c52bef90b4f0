// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the app may do beyond its own containers, for the admin to allow: whatever is not known to be harmless. */
import { privileges, type Check, type Privilege } from "../check";
import { pathRights, type OwnFolder } from "./rights/host-path";
import { wishesOf } from "./rights/project";

/** `model` is what compose prints of the app. */
export function privilegeChecks(model: unknown, own: OwnFolder): Check[] {
    const wishes = wishesOf(model);
    const used = wishes.flatMap(wish => wish.is === "path" ? wish : []);
    const ofPaths = pathRights(used, own);
    const granted = (service: string, { what, detail }: { what: Privilege, detail: string }): Check =>
        ({ is: "privilege", level: "warn", what, service, detail });

    const checks = wishes.flatMap((wish): Check[] => {
        switch (wish.is) {
        case "right":
            return [granted(wish.subject, wish)];
        case "refused":
            return [{ is: "forbidden", level: "stop", service: wish.subject, key: wish.key }];
        case "path": {
            const right = ofPaths[used.indexOf(wish)];
            return right ? [granted(wish.subject, right)] : [];
        }
        }
    });
    const subjects = [...new Set(wishes.map(({ subject }) => subject))];
    const rank = (check: Check) => check.is === "privilege"
        ? subjects.indexOf(check.service) * privileges.length + privileges.indexOf(check.what) : -1;
    return [...new Map(checks.map(check => [JSON.stringify(check), check])).values()].sort((a, b) => rank(a) - rank(b));
}
