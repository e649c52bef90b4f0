// SPDX-License-Identifier: LGPL-2.1-or-later
import { FormHelperText } from "@patternfly/react-core/dist/esm/components/Form";
import { HelperText, HelperTextItem } from "@patternfly/react-core/dist/esm/components/HelperText";
import type { ReactNode } from "react";

interface FieldHelpProps {
    /** For `aria-describedby` of the field. */
    id: string;
    /** What is wrong, "" if nothing. */
    problem: string;
    /** Shown while nothing is wrong. */
    hint?: string;
    /** A way out of the problem. */
    children?: ReactNode;
}

/** The line below a field: a hint, or what is wrong with its value, spoken when it changes. */
export function FieldHelp({ id, problem, hint = "", children }: FieldHelpProps) {
    return (
        <div id={id} aria-live="polite">
            {(problem !== "" || hint !== "") && (
                <FormHelperText>
                    <HelperText component="div">
                        {problem !== ""
                            ? (
                                <HelperTextItem variant="error" component="div" screenReaderText="">
                                    {problem}{children}
                                </HelperTextItem>
                            )
                            : <HelperTextItem component="div">{hint}</HelperTextItem>}
                    </HelperText>
                </FormHelperText>
            )}
        </div>
    );
}
