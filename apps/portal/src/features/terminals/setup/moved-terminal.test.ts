import type { PortalTerminalDetail } from '@payport/contracts';
import { expect, it } from 'vitest';
import { movedTerminal } from './moved-terminal.ts';

const DRIVERS = [{ id: 'demo' }, { id: 'sberbank' }];

const terminal = (enabled: boolean) =>
  ({
    enabled,
    name: 'Стойка 1',
    property: { id: 'h', name: 'Гранд', timeZone: 'Europe/Moscow' },
    driver: { id: 'sberbank', title: 'Сбербанк' },
    tid: '10000001',
    mid: null,
    settleAt: '23:30',
    workstations: ['FRONT1'],
  }) as unknown as PortalTerminalDetail['terminal'];

it('takes along driver, settings and the bank’s numbers, and no workstation of the hotel that it leaves', () => {
  expect(movedTerminal({ terminal: terminal(false), settings: { programPath: '/opt/sb' } }, DRIVERS)).toEqual({
    name: 'Стойка 1',
    from: 'Гранд',
    driver: 'sberbank',
    settings: { programPath: '/opt/sb' },
    labels: { name: 'Стойка 1', tid: '10000001', mid: '', workstations: '', settleAt: '23:30' },
  });
});

it('does not move a terminal that still takes payments', () => {
  expect(movedTerminal({ terminal: terminal(true), settings: {} }, DRIVERS)).toBeNull();
});

it('takes nothing along where its driver is not offered: settings and numbers would stand beside another driver', () => {
  expect(movedTerminal({ terminal: terminal(false), settings: {} }, [{ id: 'demo' }])).toBeNull();
});
