import { getMessages } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { ClockProvider } from '@/components/clock.tsx';
import { PortalProviders } from '@/components/portal-providers.tsx';
import { AttendanceWatch } from '@/features/attendance/attendance-watch.tsx';
import { SessionOverDialog } from '@/features/attendance/session-over-dialog.tsx';
import { UploadGuard } from '@/features/bank-files/use-upload-queue.ts';
import { LiveProvider } from '@/features/live/live-provider.tsx';
import { Shell } from '@/features/shell/shell.tsx';
import { StepUpDialog } from '@/features/step-up/step-up-dialog.tsx';
import { MoreWords } from '@/i18n/more-words.tsx';
import { SHELL_WORDS } from '@/i18n/page-words.ts';
import { pickMessages } from '@/i18n/pick-messages.ts';
import { requireSession } from '@/server/session.ts';
import { readTheme, THEME_COOKIE } from '@/theme.ts';

/** Everything behind the sign-in. Each page asks for the session itself too: a layout is not rendered on every visit. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const session = await requireSession({ withoutFactor: true });
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const words = pickMessages(await getMessages(), SHELL_WORDS);
  return (
    <MoreWords words={words}>
      <PortalProviders>
        <LiveProvider person={session.user.id}>
          <ClockProvider timeZones={session.properties.map(({ timeZone }) => timeZone)}>
            <Shell session={session} theme={theme}>
              {children}
            </Shell>
          </ClockProvider>
          <StepUpDialog />
          <SessionOverDialog email={session.user.email} />
          <AttendanceWatch />
          <UploadGuard />
        </LiveProvider>
      </PortalProviders>
    </MoreWords>
  );
}
