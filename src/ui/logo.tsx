// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app's logo, or its initial where it has none. Decoration: the name always stands beside it. */
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { usePage } from "./page-context";

interface LogoProps {
    /** What is known already: a URL, or "". */
    url: string;
    name: string;
    /** The library's folder to ask where nothing is known; "" for none. */
    folder: string;
}

export function Logo({ url, name, folder }: LogoProps) {
    const { logos } = usePage();
    const fromFolder = useSyncExternalStore(logos.subscribe, useCallback(() => logos.of(folder), [logos, folder]));
    const [broken, setBroken] = useState("");

    useEffect(() => {
        if (url === "" && folder !== "")
            logos.want(folder);
    }, [logos, url, folder]);

    const source = url || fromFolder;
    return (
        <span className="am-logo" aria-hidden="true">
            {source !== "" && source !== broken
                ? <img src={source} alt="" loading="lazy" onError={() => setBroken(source)} />
                : <span className="am-logo__initial">{name.charAt(0).toLocaleUpperCase()}</span>}
        </span>
    );
}
