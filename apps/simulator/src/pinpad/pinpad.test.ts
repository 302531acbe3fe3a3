import { describe, expect, it } from 'vitest';
import { TestWorld } from '../testing/test-world.ts';

describe('stopping an order', () => {
  it('ends with 2003 while the device waits for a card, and with 2000 once the card is in', async () => {
    const test = new TestWorld();
    const early = test.start('1 150089');
    await test.clock.advance(1_000);
    early.abort.abort();
    expect((await early.ended).code).toBe(2003);
    const late = test.start('1 150088');
    await test.clock.advance(3_000);
    late.abort.abort();
    expect((await late.ended).code).toBe(2000);
    expect(test.ledger()).toEqual([]);
  });

  it('comes too late once the bank is asked: the order is approved', async () => {
    const test = new TestWorld();
    const call = test.start('1 150088');
    await test.clock.advance(6_000);
    call.abort.abort();
    await test.clock.advance(2_000);
    expect((await call.ended).code).toBe(0);
    expect(test.ledger()).toEqual(['sale 150088 captured']);
  });

  it('clears the prompt when the program is killed: nobody can pay that order any more, and it never happened', async () => {
    const test = new TestWorld();
    const call = test.start('1 150089 /q=000000A1');
    await test.clock.advance(1_000);
    call.gone.abort();
    await call.ended;
    expect(test.pad().prompt.press({ action: 'present', brand: null })).toBe(false);
    expect((await test.run('52 000000A1 /q=000000A2')).code).toBe(4311);
  });

  it('finishes an order at the bank although its program was killed, and remembers it', async () => {
    const test = new TestWorld();
    const call = test.start('1 150088 /q=000000A1');
    await test.clock.advance(6_000);
    call.gone.abort();
    expect((await test.start('52 000000A1 /q=000000A2').ended).code).toBe(115);
    await test.clock.advance(2_000);
    expect((await test.run('52 000000A1 /q=000000A2')).code).toBe(0);
  });
});

describe('one conversation at a time', () => {
  it('answers a second run with 4342 as long as the first program is there', async () => {
    const test = new TestWorld();
    const first = test.start('1 150088');
    await test.clock.advance(1_000);
    expect((await test.start('1 200000').ended).code).toBe(4342);
    await test.clock.advance(7_000);
    expect((await first.ended).code).toBe(0);
    expect(test.ledger()).toEqual(['sale 150088 captured']);
  });

  it('lets two terminals work at the same time', async () => {
    const test = new TestWorld([{}, { tid: '00459992' }]);
    const first = test.start('1 150088');
    expect((await test.clock.complete(test.start('1 200000', '00459992').ended, 1_000)).code).toBe(0);
    await test.clock.advance(8_000);
    expect((await first.ended).code).toBe(0);
  });
});

describe('refunds and voids by reference number', () => {
  const soldFor = async (test: TestWorld, amount: number): Promise<string> => {
    await test.run(`1 ${amount}`);
    return test.world.bank.ledger(null).at(-1)?.rrn ?? '';
  };

  it.each(['QSELECT', '0'])('refunds the original with %s in the place of the card', async (card) => {
    const test = new TestWorld();
    const rrn = await soldFor(test, 150_000);
    const refund = await test.run(`3 150000 0 ${card} ${rrn} /q=000000A1`);
    expect(refund.code).toBe(0);
    expect(refund.lines[1]).toBe(test.world.bank.find(rrn)?.cardMask);
    expect(test.ledger()).toEqual(['sale 150000 refunded', 'refund 150000 captured']);
  });

  it('answers 4363 above the original and 4118 for an unknown one', async () => {
    const test = new TestWorld();
    const rrn = await soldFor(test, 150_000);
    expect((await test.run(`3 150001 0 QSELECT ${rrn}`)).code).toBe(4363);
    expect((await test.run('3 150000 0 QSELECT 123456789012')).code).toBe(4118);
    expect((await test.run('8 150000 0 QSELECT 123456789012')).code).toBe(4118);
  });

  it('voids in the open batch only: afterwards 4315', async () => {
    const test = new TestWorld();
    const first = await soldFor(test, 150_000);
    expect((await test.run(`8 150000 0 QSELECT ${first}`)).code).toBe(0);
    expect(test.ledger()).toEqual(['sale 150000 reversed', 'void 150000 captured']);
    const second = await soldFor(test, 160_000);
    await test.run('7');
    expect((await test.run(`8 160000 0 QSELECT ${second}`)).code).toBe(4315);
  });

  it('does not let the kopecks of the original choose again when it is voided', async () => {
    const test = new TestWorld();
    const rrn = await soldFor(test, 150_071);
    expect((await test.run(`8 150071 0 QSELECT ${rrn}`)).code).toBe(0);
  });
});

describe('suspend, commit and rollback of the last operation', () => {
  const sold = async (): Promise<{ test: TestWorld; args: string }> => {
    const test = new TestWorld();
    await test.run('1 150000');
    return { test, args: `150000 ${test.world.bank.ledger(null)[0]?.authCode}` };
  };

  it('rolls back at once, suspended or not, and only once', async () => {
    const { test, args } = await sold();
    await test.run(`15 ${args}`);
    expect((await test.run(`13 ${args}`)).code).toBe(0);
    expect(test.ledger()).toEqual(['sale 150000 reversed']);
    expect((await test.run(`13 ${args}`)).code).toBe(4141);
  });

  it('cannot roll back or suspend what was committed: 4141', async () => {
    const { test, args } = await sold();
    await test.run(`15 ${args}`);
    expect((await test.run(`16 ${args}`)).code).toBe(0);
    expect([(await test.run(`16 ${args}`)).code, (await test.run(`13 ${args}`)).code, (await test.run(`15 ${args}`)).code]).toEqual([
      4141, 4141, 4141,
    ]);
    expect(test.ledger()).toEqual(['sale 150000 captured']);
  });

  it('does nothing when amount or code are not those of the last operation: 4140', async () => {
    const { test, args } = await sold();
    expect((await test.run('15 150000 XXXXXX')).code).toBe(4140);
    await test.run('1 200000');
    expect((await test.run(`13 ${args}`)).code).toBe(4140);
    expect(test.ledger()).toEqual(['sale 150000 captured', 'sale 200000 captured']);
  });

  it('undoes a suspended operation by itself at the next conversation with the bank', async () => {
    const { test, args } = await sold();
    await test.run(`15 ${args}`);
    await test.run('1 200000');
    expect(test.ledger()).toEqual(['sale 150000 reversed', 'sale 200000 captured']);
  });

  it('answers 4141 when there is no operation to act on', async () => {
    expect((await new TestWorld().run('16 150000 ABC123')).code).toBe(4141);
  });
});

describe('reports and memory', () => {
  it('prints every operation on the full tape, only totals on the short one', async () => {
    const test = new TestWorld();
    await test.run('1 150000');
    await test.run('3 50000');
    const code = test.world.bank.ledger(null)[0]?.authCode ?? 'none';
    expect((await test.run('9 1')).slip).toContain(code);
    const short = (await test.run('9 0')).slip ?? '';
    expect(short).not.toContain(code);
    expect(short).toMatch(/Оплата[\s\S]*1500\.00[\s\S]*Возврат[\s\S]*500\.00/);
  });

  it('settles with the verdict on the slip, then forgets: 4311 for what it captured itself', async () => {
    const test = new TestWorld();
    await test.run('1 150071 /q=000000A1');
    expect((await test.run('7')).slip).toMatch(/Сверка итогов[\s\S]*Итоги совпали[\s\S]*1500\.71/);
    expect((await test.run('52 000000A1 /q=000000A2')).code).toBe(4311);
    expect(test.ledger()).toEqual(['sale 150071 captured']);
  });

  it('prints the last slip again, and answers 4309 when there is none', async () => {
    const test = new TestWorld();
    expect((await test.run('12')).code).toBe(4309);
    const { slip } = await test.run('1 150000');
    expect((await test.run('12')).slip).toBe(slip);
  });

  it('knows nothing of an order that was never sent: 4311', async () => {
    expect((await new TestWorld().run('52 000000A1 /q=000000A2')).code).toBe(4311);
  });

  it.each([
    ['', 4301],
    ['99', 4301],
    ['1', 4325],
    ['1 0', 4325],
    ['1 4294967296', 4319],
    ['8 100', 4300],
    ['52', 4300],
    ['47 2', 0],
    ['11', 0],
  ])('answers the command line "%s" with %i', async (command, code) => {
    expect((await new TestWorld().run(command)).code).toBe(code);
  });
});

describe('a person at the device', () => {
  it('pays by presenting a card of a brand and entering the PIN', async () => {
    const test = new TestWorld();
    test.pad().attendance.byHand();
    const call = test.start('1 150000 /q=000000A1');
    await test.clock.advance(10_000);
    expect(test.pad().view()).toMatchObject({
      state: 'waiting_card',
      keys: ['present', 'cancel'],
      order: { amountMinor: 150_000n, requestId: '000000A1' },
    });
    expect(test.pad().prompt.press({ action: 'pin' })).toBe(false);
    test.pad().prompt.press({ action: 'present', brand: 'mir' });
    await test.clock.advance(0);
    expect(test.pad().view()).toMatchObject({ state: 'enter_pin', keys: ['pin', 'cancel', 'remove'] });
    test.pad().prompt.press({ action: 'pin' });
    const { lines } = await test.clock.complete(call.ended);
    expect(lines[1]).toBe('220070******0184');
  });

  it.each([
    ['cancel', 2000],
    ['remove', 4190],
  ] as const)('ends the order by %s with %i', async (action, code) => {
    const test = new TestWorld();
    test.pad().attendance.byHand();
    const call = test.start('1 150000');
    await test.clock.advance(0);
    test.pad().prompt.press({ action: 'present', brand: null });
    await test.clock.advance(0);
    test.pad().prompt.press({ action });
    expect((await call.ended).code).toBe(code);
    expect(test.ledger()).toEqual([]);
  });

  it('can still pay .89 by hand', async () => {
    const test = new TestWorld();
    const call = test.start('1 150089');
    await test.clock.advance(60_000);
    test.pad().prompt.press({ action: 'present', brand: 'visa' });
    expect((await test.clock.complete(call.ended)).code).toBe(0);
  });

  it.each([
    ['up to 3000.00', '1 300000', 'authorizing'],
    ['above 3000.00', '1 300001', 'enter_pin'],
  ])('taps a card %s, and is then %s', async (_limit, command, state) => {
    const test = new TestWorld();
    test.pad().attendance.byHand();
    test.start(command);
    await test.clock.advance(0);
    test.pad().prompt.press({ action: 'present', brand: 'mir', by: 'tap' });
    await test.clock.advance(0);
    expect(test.pad().view().state).toBe(state);
    // A card that was only tapped cannot be pulled out.
    expect(test.pad().prompt.keys).not.toContain('remove');
  });

  it('has the device’s own 90 s, and sees when they are over', async () => {
    const test = new TestWorld();
    test.pad().attendance.byHand();
    const call = test.start('1 150000');
    await test.clock.advance(0);
    expect(test.pad().view().waitEndsAt).toBe(new Date(test.clock.now() + 90_000).toISOString());
    await test.clock.advance(90_000);
    expect((await call.ended).code).toBe(2002);
    expect(test.pad().view().waitEndsAt).toBeNull();
  });

  it('who said for how long leaves a device behind that works by itself again', async () => {
    const test = new TestWorld();
    test.pad().attendance.byHand(30_000);
    await test.clock.advance(29_999);
    expect(test.pad().view().manual).toBe(true);
    await test.clock.advance(1);
    expect(test.pad().view().manual).toBe(false);
    expect((await test.run('1 150000')).code).toBe(0);
  });

  it.each([
    ['1 150000', 0, 'Одобрено'],
    ['1 150005', 4451, 'не хватает денег'],
    ['1 150017', 2000, 'отменена'],
    // The till hears nothing of it; whoever stands at the device reads it.
    ['1 150071', 0, 'Одобрено'],
    ['1 150072', 99, 'Нет связи'],
  ])('reads how "%s" ended: %i', async (command, code, words) => {
    const test = new TestWorld();
    await test.run(command);
    expect(test.pad().view()).toMatchObject({ state: 'idle', resultCode: code, screen: { ru: expect.stringContaining(words) } });
    await test.clock.advance(8_000);
    expect(test.pad().view()).toMatchObject({ resultCode: null, screen: { ru: 'Добро пожаловать' } });
  });

  it('does not read the end of an order before on the screen of the next one', async () => {
    const test = new TestWorld();
    await test.run('1 150005');
    test.start('1 150089');
    await test.clock.advance(0);
    expect(test.pad().view()).toMatchObject({ resultCode: null, state: 'waiting_card' });
  });

  it('shows the order on the screen in both languages', async () => {
    const test = new TestWorld();
    test.start('3 150089');
    await test.clock.advance(0);
    expect(test.pad().view().screen).toEqual({
      ru: 'Возврат 1500.89 RUB\nПриложите, вставьте карту',
      en: 'Refund 1500.89 RUB\nTap or insert the card',
    });
  });
});
