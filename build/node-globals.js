// SPDX-License-Identifier: LGPL-2.1-or-later
// Node 18 has no global `crypto`, as browsers and later versions do.
import { webcrypto } from "node:crypto";

globalThis.crypto ??= webcrypto;
