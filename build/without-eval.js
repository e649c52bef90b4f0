// SPDX-License-Identifier: LGPL-2.1-or-later
// zod tries whether it may compile its schemas, and Cockpit's content security policy reports the try as an error. This
// runs before any schema is made.
import { config } from "zod/v4/core";

config({ jitless: true });
