// SPDX-License-Identifier: LGPL-2.1-or-later
/** Ways to fewer apps on the shelves: by category, and by library where there are several. */
import cockpit from "cockpit";
import { memo, useMemo } from "react";
import type { Library } from "../../apps/libraries/libraries";
import { hrefOf } from "../route";
import { categoryName } from "../words/category-name";
import { number } from "../words/quantity";
import { categoryCounts, type Entry } from "./search";

const _ = cockpit.gettext;

interface AislesProps {
    entries: readonly Entry[];
    /** Those of the library that was chosen. */
    inLibrary: readonly Entry[];
    /** Those that have apps. */
    libraries: readonly Library[];
    names: ReadonlyMap<string, string>;
    category: string;
    library: string;
}

/** Letters typed in the search don't concern it. */
export const Aisles = memo(function Aisles({ entries, inLibrary, libraries, names, category, library }: AislesProps) {
    const categories = useMemo(() => categoryCounts(inLibrary.map(({ app }) => app)), [inLibrary]);
    return (
        <div className="am-aisles">
            <nav className="am-categories" aria-labelledby="store-categories">
                <h2 id="store-categories" className="am-heading">{_("Categories")}</h2>
                <ul>
                    <Aisle
                        name={_("All")}
                        href={hrefOf({ view: "store", category: "", library })}
                        count={inLibrary.length}
                        isCurrent={category === ""}
                    />
                    {categories.map(([id, count]) => (
                        <Aisle
                            key={id}
                            name={categoryName(id)}
                            href={hrefOf({ view: "store", category: id, library })}
                            count={count}
                            isCurrent={category === id}
                        />
                    ))}
                </ul>
            </nav>
            {(libraries.length > 1 || library !== "") && (
                <nav className="am-categories" aria-labelledby="store-libraries">
                    <h2 id="store-libraries" className="am-heading">{_("Libraries")}</h2>
                    <ul>
                        <Aisle
                            name={_("All")}
                            href={hrefOf({ view: "store", category: "" })}
                            count={entries.length}
                            isCurrent={library === ""}
                        />
                        {libraries.map(({ folder, apps }) => (
                            <Aisle
                                key={folder}
                                name={names.get(folder) ?? folder}
                                href={hrefOf({ view: "store", category: "", library: folder })}
                                count={apps}
                                isCurrent={library === folder}
                            />
                        ))}
                    </ul>
                </nav>
            )}
        </div>
    );
});

interface AisleProps {
    name: string;
    href: string;
    count: number;
    isCurrent: boolean;
}

function Aisle({ name, href, count, isCurrent }: AisleProps) {
    return (
        <li>
            <a
                className="am-categories__link"
                href={href}
                {...(isCurrent && { "aria-current": "true" })}
            >
                <span>{name}</span>
                <span className="am-categories__count">{number(count)}</span>
            </a>
        </li>
    );
}
