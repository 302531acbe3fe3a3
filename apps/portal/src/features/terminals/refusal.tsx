'use client';
import { useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice.tsx';
import { PortalRequestFailed } from '@/features/portal-request.ts';

/** Why a request came to nothing: the gateway's own words where it refused, ours where it could not be asked. */
export function Refusal({ error }: { error: unknown }) {
  const t = useTranslations('TerminalForm');
  const failure = error instanceof PortalRequestFailed ? error : null;
  const refused = failure !== null && failure.status >= 400 && failure.status < 500;
  return (
    <Notice tone="bad">
      <p>{refused && failure.detail !== null ? failure.detail : t('failed')}</p>
      {failure?.requestId != null && !refused && <p className="mt-1 font-mono text-xs break-all">{t('requestId', { id: failure.requestId })}</p>}
    </Notice>
  );
}

/** Is it about fields? Then it stands beside them. */
export const fieldsOf = (error: unknown): Readonly<Record<string, string>> => (error instanceof PortalRequestFailed ? error.fields : {});
