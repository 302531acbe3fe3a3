import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { localMoment } from '@/format/moment.ts';
import type { LoggedCall } from '../lib/call-log.ts';

/** Every call as an integrator would make it: the same paths, headers and bodies; the key is only named. */
export function ApiLog({ calls, timeZone }: { calls: readonly LoggedCall[]; timeZone: string }) {
  const t = useTranslations('Training');
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={t('api', { count: calls.length })}
      className="h-[11.125rem] overflow-y-auto rounded-sm border border-line"
    >
      {calls.length === 0 && <p className="px-2.5 py-2 text-sm text-text-faint">{t('apiEmpty')}</p>}
      {calls.map((call) => (
        <CallEntry key={call.id} call={call} timeZone={timeZone} />
      ))}
    </div>
  );
}

function CallEntry({ call, timeZone }: { call: LoggedCall; timeZone: string }) {
  const t = useTranslations('Training');
  const locale = useLocale();
  const failed = call.status !== null && (call.status === 0 || call.status >= 400);
  return (
    <details className="border-b border-line last:border-b-0">
      <summary className="flex items-baseline gap-2 px-2.5 py-1 font-mono text-xs hover:bg-hover focus-visible:-outline-offset-2">
        <span className="w-9 shrink-0 font-semibold">{call.method}</span>
        <span className="min-w-0 flex-1 truncate" title={call.path}>
          {call.path}
        </span>
        {call.times > 1 && <span className="text-text-faint">×{call.times}</span>}
        <span className={cn('font-semibold', failed ? 'text-declined-ink' : 'text-approved-ink')}>
          {call.status === null ? t('apiWaiting') : call.status === 0 ? t('apiNoAnswer') : call.status}
        </span>
        <span className="figures text-text-faint max-sm:hidden">{localMoment(new Date(call.at).toISOString(), timeZone, locale).seconds}</span>
      </summary>
      <div className="grid gap-2 border-t border-line bg-sunken px-2.5 py-2">
        <Half title={t('apiRequest')} first={`${call.method} ${call.path}`} headers={call.requestHeaders} body={call.requestBody} />
        <Half
          title={t('apiAnswer')}
          first={call.status === null ? '…' : `HTTP ${call.status}`}
          headers={call.responseHeaders}
          body={call.events.length > 0 ? call.events.at(-1) : call.responseBody}
          note={call.events.length > 0 ? t('apiEvents', { count: call.events.length }) : null}
        />
      </div>
    </details>
  );
}

interface HalfProps {
  readonly title: string;
  readonly first: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly note?: string | null;
}

function Half({ title, first, headers, body, note = null }: HalfProps) {
  const head = [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n');
  return (
    <div className="min-w-0">
      <p className="overline-label">{title}</p>
      <pre className="font-mono text-2xs break-all whitespace-pre-wrap text-text">{head}</pre>
      {note !== null && <p className="mt-1 text-xs text-text-soft">{note}</p>}
      {body !== null && <pre className="mt-1 font-mono text-2xs break-words whitespace-pre-wrap text-text">{JSON.stringify(body, null, 2)}</pre>}
    </div>
  );
}
