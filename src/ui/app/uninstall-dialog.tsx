// SPDX-License-Identifier: LGPL-2.1-or-later
/** Uninstalling asks what should happen to the data; deleting it requires the app's name to be typed. */
import { Checkbox } from "@patternfly/react-core/dist/esm/components/Checkbox";
import { FormGroup } from "@patternfly/react-core/dist/esm/components/Form";
import { Radio } from "@patternfly/react-core/dist/esm/components/Radio";
import { Spinner } from "@patternfly/react-core/dist/esm/components/Spinner";
import { TextInput } from "@patternfly/react-core/dist/esm/components/TextInput";
import cockpit from "cockpit";
import { useCallback, useState } from "react";
import type { Belonging } from "../../apps/removal";
import type { AppOverview } from "../../apps/status/overview";
import { usePage } from "../page/page-context";
import { useOperation } from "../page/use-operation";
import { ActionDialog } from "../parts/action-dialog";
import { FailureAlert } from "../parts/failure-alert";
import { Notice } from "../parts/notice";
import { useReading } from "../parts/use-reading";
import { capacity, number } from "../words/quantity";
import { askBackups } from "./backup-answers";
import { Belongings, hasData } from "./belongings";

const _ = cockpit.gettext;

interface UninstallDialogProps {
    app: AppOverview;
    /** The app is uninstalled already, and its data was kept. */
    dataOnly: boolean;
}

export function UninstallDialog({ app, dataOnly }: UninstallDialogProps) {
    const { manager, toasts, dialogs: { close } } = usePage();
    const appId = app.record.app_id;
    const reading = useReading(useCallback(() => manager.belongings(appId), [manager, appId]));
    const belongings = reading.is === "read" ? reading.value : [];
    const [purge, setPurge] = useState(dataOnly);
    const [images, setImages] = useState(true);
    const [typed, setTyped] = useState("");
    const { busy, failure, run } = useOperation();
    const name = app.record.customer_name;
    const mounts = purge ? belongings.filter(({ kind }) => kind === "mount") : [];
    // Nobody can agree to what is not on the screen yet.
    const confirmed = !purge || (typed === name && reading.is !== "loading" && mounts.length === 0);

    const uninstall = () => run("AppUninstall", { app_id: appId, purge, images: purge && images }, () => {
        close();
        toasts.success(cockpit.format(
            purge ? _("$0 and its data were deleted.") : _("$0 was uninstalled. Its data was kept."), name));
        if (cockpit.location.path[0] === "app")
            cockpit.location.go([]);
    });

    return (
        <ActionDialog
            id="uninstall"
            title={cockpit.format(dataOnly ? _("Delete the data of $0?") : _("Uninstall $0?"), name)}
            action={purge ? _("Delete app and data") : _("Uninstall")}
            variant="danger"
            hasWarning
            isText
            busy={busy}
            isDisabled={!confirmed}
            act={() => void uninstall()}
            close={close}
        >
            {failure !== undefined && <FailureAlert failure={failure} />}
            {!dataOnly && (
                <DataChoice
                    purge={purge}
                    isEmpty={reading.is === "read" && !hasData(belongings)}
                    isDisabled={busy}
                    choose={setPurge}
                />
            )}
            {purge && (
                <ImagesChoice
                    images={belongings.filter(({ kind }) => kind === "image")}
                    isChecked={images}
                    isDisabled={busy}
                    choose={setImages}
                />
            )}
            {mounts.map(({ name: path }) => (
                <Notice key={path} variant="danger" title={cockpit.format(_("Another disk is mounted at $0."), path)}>
                    {_("Unmount it before you delete the app. Nothing on it will be deleted.")}
                </Notice>
            ))}
            {reading.is === "loading" && <Spinner size="md" aria-valuetext={_("Loading")} />}
            {reading.is === "failed" && (
                <Notice variant="warning" title={_("Failed to list the app's resources")}>{reading.detail}</Notice>
            )}
            <Belongings belongings={belongings} choice={{ purge, images }} />
            <KeptBackups appId={appId} />
            {purge && (
                <FormGroup
                    fieldId="uninstall-confirm"
                    label={cockpit.format(_("Type $0 to confirm"), name)}
                >
                    <TextInput
                        id="uninstall-confirm"
                        value={typed}
                        isDisabled={busy}
                        autoComplete="off"
                        spellCheck={false}
                        dir="ltr"
                        onChange={(_event, value) => setTyped(value)}
                    />
                </FormGroup>
            )}
        </ActionDialog>
    );
}

/** Said where they can be listed, which may take a while. */
function KeptBackups({ appId }: { appId: string }) {
    const { manager } = usePage();
    const reading = useReading(useCallback(() => askBackups(manager, { app_id: appId }), [manager, appId]));
    const count = reading.is === "read" && reading.value.is === "told" ? reading.value.value.length : 0;
    return (
        <p aria-live="polite">
            {count > 0 && cockpit.format(
                cockpit.ngettext("$0 backup of the app is kept.", "$0 backups of the app are kept.", count), number(count))}
        </p>
    );
}

interface DataChoiceProps {
    purge: boolean;
    /** There is no data outside of the containers. */
    isEmpty: boolean;
    isDisabled: boolean;
    choose(purge: boolean): void;
}

function DataChoice({ purge, isEmpty, isDisabled, choose }: DataChoiceProps) {
    return (
        <FormGroup role="radiogroup" isStack fieldId="uninstall" label={_("App data")}>
            <Radio
                id="uninstall-keep"
                name="uninstall-data"
                label={isEmpty ? _("Keep the settings") : _("Keep the data")}
                description={isEmpty
                    ? _("This app stores no data outside its containers. You can restore it later with its settings.")
                    : _("You can restore the app later. Its name remains reserved.")}
                isChecked={!purge}
                isDisabled={isDisabled}
                onChange={() => choose(false)}
            />
            <Radio
                id="uninstall-delete"
                name="uninstall-data"
                label={_("Delete the data")}
                description={_("Deletes the app and all of its data. This cannot be undone.")}
                isChecked={purge}
                isDisabled={isDisabled}
                onChange={() => choose(true)}
            />
        </FormGroup>
    );
}

interface ImagesChoiceProps {
    images: readonly Belonging[];
    isChecked: boolean;
    isDisabled: boolean;
    choose(isChecked: boolean): void;
}

/** Images are large, and cost only another download. */
function ImagesChoice({ images, isChecked, isDisabled, choose }: ImagesChoiceProps) {
    if (images.length === 0)
        return null;
    const size = images.reduce((sum, image) => sum + (image.size ?? 0), 0);
    return (
        <Checkbox
            id="uninstall-images"
            label={cockpit.format(_("Delete images that no other container uses ($0)"), capacity(size))}
            isChecked={isChecked}
            isDisabled={isDisabled}
            onChange={(_event, checked) => choose(checked)}
        />
    );
}
