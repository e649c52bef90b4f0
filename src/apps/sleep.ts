// SPDX-License-Identifier: LGPL-2.1-or-later

/** Resolves after so many milliseconds, or when `signal` is aborted. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
        const stop = (): void => {
            clearTimeout(timer);
            signal.removeEventListener("abort", stop);
            resolve();
        };
        const timer = setTimeout(stop, signal.aborted ? 0 : milliseconds);
        signal.addEventListener("abort", stop);
    });
}
