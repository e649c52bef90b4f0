// SPDX-License-Identifier: LGPL-2.1-or-later
// Node 18 has no global `crypto`, as browsers and later versions do. It takes time to load, and few need it.
if (!("crypto" in globalThis))
    Object.defineProperty(globalThis, "crypto", { configurable: true, get: () => require("node:crypto").webcrypto });
