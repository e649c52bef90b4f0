// SPDX-License-Identifier: LGPL-2.1-or-later
/** What can be done with an app: one button for the obvious, the rest behind the three dots. */
import { Button } from "@patternfly/react-core/dist/esm/components/Button";
import { Dropdown, DropdownItem, DropdownList } from "@patternfly/react-core/dist/esm/components/Dropdown";
import { MenuToggle } from "@patternfly/react-core/dist/esm/components/MenuToggle";
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import EllipsisVIcon from "@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon";
import cockpit from "cockpit";
import { useState } from "react";
import type { AppOverview } from "../../apps/status/overview";
import { usePage } from "../page/page-context";
import { actionLabel, actionsOf, actionWord, isChangeable, type Action } from "./app-actions";
import { RetryDialog } from "./retry-dialog";
import { UninstallDialog } from "./uninstall-dialog";
import { useAppAction } from "./use-app-action";
import { useBackUp } from "./use-back-up";

const _ = cockpit.gettext;

interface AppButtonsProps {
    app: AppOverview;
    /** Pages of the app that the menu leads to. */
    links?: { text: string, href: string, external?: boolean }[];
    /** "default" where there is room around them. */
    size?: "sm" | "default";
    /** An action has worked. */
    onDone?(action: Action): void;
}

export function AppButtons({ app, links = [], size = "sm", onDone }: AppButtonsProps) {
    const name = app.record.customer_name;
    const { primary, others } = actionsOf(app);
    const { busy, act } = useAppAction(app.record.app_id, name);
    const { busy: isAsked, backUp } = useBackUp(app.record);
    const { dialogs } = usePage();

    const choose = (action: Action): void => {
        if (busy !== undefined)
            return;
        if (action === "revise")
            dialogs.show(<RetryDialog app={app} />);
        else if (action === "uninstall" || action === "delete-data")
            dialogs.show(<UninstallDialog app={app} dataOnly={action === "delete-data"} />);
        else
            void act(action).then(worked => worked && onDone?.(action));
    };

    return (
        <span className="am-buttons">
            {primary !== undefined && (
                // Another action is another button, so that its name is said. Disabled, it would lose the focus.
                <Button
                    key={primary}
                    variant="secondary"
                    size={size}
                    aria-label={actionLabel(primary, name)}
                    isLoading={busy === primary}
                    isAriaDisabled={busy !== undefined}
                    onClick={() => choose(primary)}
                >
                    {actionWord(primary)}
                </Button>
            )}
            {others.length + links.length > 0 && (
                <ActionMenu
                    name={name}
                    actions={others}
                    links={links}
                    backUp={isChangeable(app) ? backUp : undefined}
                    isBusy={busy !== undefined || isAsked}
                    isAtWork={(busy !== undefined && busy !== primary) || isAsked}
                    choose={choose}
                />
            )}
        </span>
    );
}

interface ActionMenuProps extends Required<Pick<AppButtonsProps, "links">> {
    name: string;
    actions: Action[];
    /** Undefined while it can't be backed up. */
    backUp: (() => void) | undefined;
    isBusy: boolean;
    /** With something that was chosen here. */
    isAtWork: boolean;
    choose(action: Action): void;
}

function ActionMenu({ name, actions, links, backUp, isBusy, isAtWork, choose }: ActionMenuProps) {
    const [isOpen, setIsOpen] = useState(false);
    return (
        <Dropdown
            isOpen={isOpen}
            onOpenChange={setIsOpen}
            onSelect={() => setIsOpen(false)}
            popperProps={{ position: "end", appendTo: "inline" }}
            shouldFocusFirstItemOnOpen
            shouldFocusToggleOnSelect
            toggle={toggle => (
                <MenuToggle
                    ref={toggle}
                    variant="plain"
                    icon={isAtWork ? <Spinner size="md" aria-valuetext={_("Working")} /> : <EllipsisVIcon />}
                    isExpanded={isOpen}
                    aria-disabled={isBusy}
                    aria-label={cockpit.format(_("More actions for $0"), name)}
                    onClick={() => setIsOpen(!isOpen && !isBusy)}
                />
            )}
        >
            <DropdownList>
                {links.map(link => (
                    <DropdownItem
                        key={link.href}
                        to={link.href}
                        {...(link.external === true && { target: "_blank", rel: "noopener noreferrer" })}
                    >
                        {link.text}
                    </DropdownItem>
                ))}
                {backUp !== undefined && <DropdownItem onClick={backUp}>{_("Back up now")}</DropdownItem>}
                {actions.map(action => (
                    <DropdownItem
                        key={action}
                        isDanger={action === "uninstall" || action === "delete-data"}
                        onClick={() => choose(action)}
                    >
                        {actionWord(action)}
                    </DropdownItem>
                ))}
            </DropdownList>
        </Dropdown>
    );
}
