// SPDX-License-Identifier: LGPL-2.1-or-later
/** How far a pull is, read from what `docker compose pull` prints. */

export interface Progress {
    /** Bytes of layers that have arrived. */
    done: number;
    /** Bytes of all layers whose size is known by now. */
    total: number;
    /** All sizes are known, so `total` is final and a per cent makes sense. */
    complete: boolean;
    /** Layers that are there, of those known by name. */
    layersDone: number;
    layers: number;
}
