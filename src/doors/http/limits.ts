// SPDX-License-Identifier: LGPL-2.1-or-later
/** What the HTTP interface takes from a client. README.md documents them. */

/** Bytes of a request's body. */
export const mostBytes = 1024 * 1024;
/** Bytes of a request's line and headers. */
export const mostHeaderBytes = 16 * 1024;
export const mostHeaders = 100;
/** Connections at a time; further ones are closed. */
export const mostConnections = 200;
/** Operations at a time; further ones wait in order of arrival. */
export const atOnce = { reading: 8, changing: 64 };

/** Milliseconds. */
export const patience = {
    /** Until a request's headers are there, from its first byte or from the connection's beginning. */
    headers: 10_000,
    /** Until the whole request is there. */
    request: 30_000,
    /** Between two requests of a connection. */
    keepAlive: 5000,
    /** Until a client has taken the answer. */
    answer: 30_000,
    /** Without a connection until the program exits. */
    idle: 60_000,
};

export type Patience = typeof patience;
