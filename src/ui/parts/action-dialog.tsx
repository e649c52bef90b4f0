// SPDX-License-Identifier: LGPL-2.1-or-later
/** A dialog that does one thing: what it asks, the button that works, and Cancel. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Form } from "@patternfly/react-core/dist/esm/components/Form";
import { Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core/dist/esm/components/Modal";
import cockpit from "cockpit";
import { useEffect, useRef, type ReactNode } from "react";

const _ = cockpit.gettext;

interface ActionDialogProps {
    /** What the ids of its parts begin with. */
    id: string;
    title: string;
    /** What the button says. */
    action: string;
    variant?: "primary" | "danger";
    hasWarning?: boolean;
    /** There is more to read than to fill in: a screen reader reads all of it with the title. */
    isText?: boolean;
    /** As wide as the page has room for. */
    isLarge?: boolean;
    /** Escape does not close it: what was typed would be lost. */
    isHeld?: boolean;
    busy: boolean;
    isDisabled?: boolean;
    /** Why it is disabled, "" if it is not. */
    reason?: string | undefined;
    /** Called once at a time, and only when the button is enabled. */
    act(): void;
    close(): void;
    children: ReactNode;
}

export function ActionDialog({
    id, title, action, variant = "primary", hasWarning = false, isText = false, isLarge = false, isHeld = false, busy,
    isDisabled = false, reason = "", act, close, children,
}: ActionDialogProps) {
    const last = useRef<HTMLElement | null>(null);

    // A field is disabled while it works, and loses the focus by that.
    useEffect(() => {
        const { activeElement } = document;
        if (!busy && (activeElement === null || activeElement === document.body))
            last.current?.focus();
    }, [busy]);

    return (
        <Modal
            isOpen
            variant={isLarge ? "large" : "small"}
            position="top"
            aria-labelledby={`${id}-title`}
            {...(isText && { "aria-describedby": `${id}-body` })}
            onEscapePress={() => !busy && !isHeld && close()}
        >
            <ModalHeader
                labelId={`${id}-title`}
                title={title}
                {...(hasWarning && { titleIconVariant: "warning" })}
            />
            <ModalBody id={`${id}-body`}>
                <Form
                    id={`${id}-form`}
                    onFocus={({ target }) => {
                        last.current = target;
                    }}
                    onSubmit={event => {
                        event.preventDefault();
                        if (!busy && !isDisabled)
                            act();
                    }}
                >
                    {children}
                </Form>
            </ModalBody>
            <ModalFooter>
                <Button
                    variant={variant}
                    type="submit"
                    form={`${id}-form`}
                    isLoading={busy}
                    spinnerAriaValueText={_("Working")}
                    isDisabled={isDisabled && !busy}
                    isAriaDisabled={busy}
                    aria-describedby={`${id}-reason`}
                >
                    {action}
                </Button>
                <Button variant="link" isDisabled={busy} onClick={close}>{_("Cancel")}</Button>
                <span id={`${id}-reason`} className="am-reason" aria-live="polite">{isDisabled && !busy ? reason : ""}</span>
            </ModalFooter>
        </Modal>
    );
}
