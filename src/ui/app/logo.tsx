// SPDX-License-Identifier: LGPL-2.1-or-later
/** An app's logo, or its initial without one. Decorative: the name is always next to it. */
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { fallbackImage } from "../../apps/records/image";
import type { AppRecord } from "../../apps/records/record";
import { usePage } from "../page/page-context";

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

/** The logo of an installed app. One that is too large for its record is still in the app's library. */
export function AppLogo({ record }: { record: AppRecord }) {
    return record.image_url === fallbackImage
        ? <Logo url="" name={record.trade_mark} folder={`${record.library}/${record.name}`} />
        : <Logo url={record.image_url} name={record.trade_mark} folder="" />;
}
