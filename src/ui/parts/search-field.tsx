// SPDX-License-Identifier: LGPL-2.1-or-later
/** PatternFly's search field with its hidden words in the language of the page. */
import { SearchInput } from "@patternfly/react-core/dist/esm/components/SearchInput";
import cockpit from "cockpit";

const _ = cockpit.gettext;

interface SearchFieldProps {
    label: string;
    value: string;
    onChange(value: string): void;
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
    return (
        <SearchInput
            className="am-search"
            aria-label={label}
            placeholder={label}
            resetButtonLabel={_("Clear the search")}
            value={value}
            onChange={(_event, text) => onChange(text)}
            onClear={() => onChange("")}
        />
    );
}
