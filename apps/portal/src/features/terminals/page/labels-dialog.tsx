'use client';
import type { PortalTerminal } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { labelFaults, missingLabels, toLabels, type LabelValues } from '../form/label-values.ts';
import { LabelsForm } from '../form/labels-form.tsx';
import { fieldsOf, Refusal } from '../refusal.tsx';
import { useTerminalChange } from './use-terminal.ts';

const valuesOf = ({ name, tid, mid, workstations, settleAt }: PortalTerminal): LabelValues => ({
  name,
  tid: tid ?? '',
  mid: mid ?? '',
  workstations: workstations.join(', '),
  settleAt: settleAt ?? '',
});

/** Name, numbers and workstations. The number cannot change under a payment; the gateway says so. */
export function LabelsDialog({ terminal, onClose }: { terminal: PortalTerminal; onClose: () => void }) {
  const t = useTranslations('Terminal');
  const faults = useTranslations('TerminalForm.faults');
  const [values, setValues] = useState(() => valuesOf(terminal));
  const [errors, setErrors] = useState<Partial<Record<keyof LabelValues, string>>>({});
  const change = useTerminalChange(terminal.id);
  const save = async () => {
    const missing = missingLabels(values);
    setErrors(Object.fromEntries(missing.map((key) => [key, faults('required')])));
    if (missing.length > 0) return;
    try {
      await change.mutateAsync(toLabels(values));
      onClose();
    } catch (error) {
      setErrors(labelFaults(fieldsOf(error)));
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('editTitle', { name: terminal.name })}
      closeLabel={t('close')}
      width="w-[40rem]"
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="primary" type="submit" form="terminal-labels" disabled={change.isPending}>
            {change.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t('save')}
          </Button>
        </>
      }
    >
      <form
        id="terminal-labels"
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <LabelsForm values={values} errors={errors} knownTid={null} onChange={setValues} />
        <div role="alert">{change.isError && Object.keys(fieldsOf(change.error)).length === 0 && <Refusal error={change.error} />}</div>
      </form>
    </Dialog>
  );
}
