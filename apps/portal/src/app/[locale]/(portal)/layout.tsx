import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { PortalProviders } from '@/components/portal-providers.tsx';
import { LiveProvider } from '@/features/live/live-provider.tsx';
import { Shell } from '@/features/shell/shell.tsx';
import { StepUpDialog } from '@/features/step-up/step-up-dialog.tsx';
import { pickMessages } from '@/i18n/pick-messages.ts';
import { requireSession } from '@/server/session.ts';
import { readTheme, THEME_COOKIE } from '@/theme.ts';

/** What pages behind the sign-in say in the browser. */
const NAMESPACES = [
  'Account',
  'Actor',
  'Alarms',
  'Audit',
  'AuditAction',
  'AuditTopic',
  'BankFiles',
  'BankKind',
  'BankLayout',
  'BankRefund',
  'Cause',
  'ChainFault',
  'Checklist',
  'CommandKind',
  'CommandStatus',
  'Commands',
  'Copy',
  'DayState',
  'EndOfDay',
  'Entry',
  'Explain',
  'Export',
  'Failure',
  'FileProblem',
  'Filters',
  'Finding',
  'Forgetting',
  'Initialise',
  'Keys',
  'Kind',
  'LinkTest',
  'ListLook',
  'Lists',
  'Live',
  'MadeLink',
  'Mapping',
  'MappingField',
  'OneKind',
  'Operation',
  'Outcome',
  'Overview',
  'Payment',
  'Payments',
  'People',
  'Permission',
  'Preferences',
  'Property',
  'PropertyForm',
  'Quarantine',
  'Queue',
  'Reason',
  'Recon',
  'ReconBlocker',
  'ReconEvent',
  'ReconField',
  'ReconMeaning',
  'ReconRelation',
  'ReconReport',
  'ReconResult',
  'ReconRung',
  'ReconSettings',
  'ReconSeverity',
  'ReconSide',
  'ReconWhy',
  'Refund',
  'RefundReason',
  'Refunds',
  'Resolve',
  'Role',
  'RoleMeaning',
  'RowProblem',
  'Scope',
  'ScrollBox',
  'Search',
  'SearchField',
  'Settle',
  'Shell',
  'Shortcuts',
  'Slip',
  'Status',
  'StepUp',
  'TariffState',
  'Terminal',
  'TerminalAction',
  'TerminalFact',
  'TerminalForm',
  'TerminalSetup',
  'TerminalStatus',
  'Terminals',
  'TotalGroup',
  'Traces',
  'Verdict',
  'Views',
  'Webhooks',
  'Zone',
] as const;

/** Everything behind the sign-in. Each page asks for the session itself too: a layout is not rendered on every visit. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const session = await requireSession({ withoutFactor: true });
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const messages = pickMessages(await getMessages(), NAMESPACES);
  return (
    <NextIntlClientProvider messages={messages}>
      <PortalProviders>
        <LiveProvider person={session.user.id}>
          <Shell session={session} theme={theme}>
            {children}
          </Shell>
          <StepUpDialog />
        </LiveProvider>
      </PortalProviders>
    </NextIntlClientProvider>
  );
}
