'use client';
import { mayDo, PERMISSIONS, ROLES, type Permission } from '@payport/domain';
import { Check, Minus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ScrollBox } from '@/components/ui/scroll-box.tsx';

const LINES = Object.keys(PERMISSIONS) as Permission[];

/** What each role may do, read from the same table by which the gateway decides. */
export function RoleTable() {
  const t = useTranslations('People');
  const roles = useTranslations('Role');
  const permissions = useTranslations('Permission');
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="cursor-pointer rounded-lg px-4 py-3 font-medium sm:px-5">{t('whatRolesDo')}</summary>
      <ScrollBox label={t('whatRolesDo')} className="border-t border-line">
        <table className="w-full min-w-[40rem] text-sm">
          <thead>
            <tr className="bg-sunken text-xs text-text-soft">
              <th scope="col" className="px-4 py-2 text-left font-medium sm:px-5">
                {t('right')}
              </th>
              {ROLES.map((role) => (
                <th key={role} scope="col" className="px-2 py-2 text-center font-medium">
                  {roles(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {LINES.map((permission) => (
              <tr key={permission} className="border-t border-line">
                <th scope="row" className="px-4 py-2 text-left font-normal sm:px-5">
                  {permissions(permission)}
                </th>
                {ROLES.map((role) => (
                  <td key={role} className="px-2 py-2 text-center">
                    <Mark may={mayDo(role, permission)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}

function Mark({ may }: { may: boolean }) {
  const t = useTranslations('People');
  return (
    <>
      {may ? <Check aria-hidden className="mx-auto size-4 text-approved-ink" /> : <Minus aria-hidden className="mx-auto size-4 text-text-faint" />}
      <span className="sr-only">{may ? t('may') : t('mayNot')}</span>
    </>
  );
}
