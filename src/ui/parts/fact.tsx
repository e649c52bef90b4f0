// SPDX-License-Identifier: LGPL-2.1-or-later
import {
    DescriptionListDescription, DescriptionListGroup, DescriptionListTerm,
} from "@patternfly/react-core/dist/esm/components/DescriptionList";
import type { ReactNode } from "react";

/** A term and what there is to say about it, in a `DescriptionList`. */
export function Fact({ term, children }: { term: string, children: ReactNode }) {
    return (
        <DescriptionListGroup>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{children}</DescriptionListDescription>
        </DescriptionListGroup>
    );
}
