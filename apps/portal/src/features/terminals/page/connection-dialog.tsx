'use client';
import type { PortalTerminalDetail } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { SettingsForm } from '../form/settings-form.tsx';
import { LinkResult } from '../link-result.tsx';
import { Refusal } from '../refusal.tsx';
import { useConnectionChange } from './use-connection-change.ts';

/** Another connection: tested first, then stored. Untested, it is stored only together with switching the terminal off. */
export function ConnectionDialog({ detail, onClose }: { detail: PortalTerminalDetail; onClose: () => void }) {
  const t = useTranslations('Terminal');
  const { terminal, form, secretsSet } = detail;
  const { values, setValues, errors, link, busy, failure, save, testAndSave } = useConnectionChange(detail, onClose);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('connectionTitle', { name: terminal.name })}
      closeLabel={t('close')}
      width="w-[44rem]"
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          {link.data?.reachable === false && (
            <Button onClick={() => void save(terminal.enabled ? { disable: true } : {})} disabled={busy}>
              {terminal.enabled ? t('saveAndDisable') : t('saveUntested')}
            </Button>
          )}
          <Button variant="primary" type="submit" form="terminal-connection" disabled={busy}>
            {busy && <LoaderCircle aria-hidden className="animate-spin" />}
            {busy ? t('testing') : t('testAndSave')}
          </Button>
        </>
      }
    >
      <form
        id="terminal-connection"
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void testAndSave();
        }}
      >
        <Notice tone="plain">{t('connectionNote')}</Notice>
        <SettingsForm form={form} values={values} errors={errors} secretsSet={secretsSet} onChange={setValues} />
        <div aria-live="polite" className="grid gap-3">
          {link.data && <LinkResult result={link.data} />}
          {failure && <Refusal error={failure} />}
        </div>
      </form>
    </Dialog>
  );
}
