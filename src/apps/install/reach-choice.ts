// SPDX-License-Identifier: LGPL-2.1-or-later
/** Who is to reach an app's ports, as it is asked for and recorded. */
import * as z from "../../machine/zod";

export const reach = z.enum(["network", "server"]);
/** For all ports, or by the port's key. */
export const reachChoice = z.union([reach, z.record(z.string(), reach)]);

export type Reach = z.infer<typeof reach>;
export type ReachChoice = z.infer<typeof reachChoice>;
