import type { Cause } from '../cause-texts.ts';

/** Our reading of a code: what the cashier is told. Codes that are not listed take the default of their class. */
export const CAUSES: Readonly<Partial<Record<Cause, readonly number[]>>> = {
  insufficient_funds: [521, 3001, 3168, 4451],
  wrong_pin: [403, 4105, 4106, 4455],
  pin_blocked: [405, 447, 708, 709, 2404, 2405, 2406, 2407, 4107, 4475],
  card_expired: [444, 507, 572, 584, 585, 4151, 4454, 5109],
  card_blocked: [574, 579, 705, 706, 707, 2004, 2005, 2006, 2007, 4148, 4404, 4407, 4441, 4443],
  card_restricted: [2008, 4180, 4303, 4314, 4337, 4339, 4457, 4462, 5110, 5111],
  limit_exceeded: [4113, 4150, 4157, 4319, 4461, 4465],
  issuer_unavailable: [4114, 4419, 4491, 4496, 4497],
  call_issuer: [4401, 4402],
  host_duplicate: [4494],
  use_chip: [4115, 4125, 4158, 4338],
  wrong_card: [4138, 4187, 4313, 4320, 4323, 4341],
  entered_wrong: [2601, 4108, 4116, 4137, 4188, 4189],
  card_refused: [2606, 3002, 4132, 4152, 4153, 4154, 4155, 4183, 4184, 4366, 5002, 5063, 5133],
  issuer_refused: [3138, 4156, 4324, 4405, 4406, 4412, 4413, 4414, 4415, 4430, 4452],
  original_not_found: [4118, 4311],
  batch_closed: [4315],
  refund_exceeds_original: [4363],
  staff_card: [4185, 4350, 4385],

  settle_first: [4101, 4110, 4111, 4128, 4130, 4134, 4222, 4317, 4380, 4388],
  setup_keys: [
    35, 36, 37, 4060, 4061, 4062, 4063, 4120, 4122, 4123, 4124, 4182, 4186, 4210, 4211, 4367, 4368, 4369, 4370, 4371, 4372, 4373, 4386, 4387, 4498,
    5026,
  ],
  setup_parameters: [
    41, 518, 2020, 4102, 4112, 4131, 4135, 4136, 4139, 4143, 4144, 4145, 4146, 4147, 4181, 4191, 4200, 4202, 4203, 4208, 4209, 4212, 4220, 4351,
  ],
  setup_program: [12, 13, 15, 96, 98, 101, 113, 114, 116, 117, 249, 252, 4172, 4173, 4174, 4175, 4300, 4301, 4302, 4305, 4325],
  setup_once_more: [4306],

  pin_refused: [4117, 5116, 5120],
  device_timeout: [2002, 4334],
  cancelled_by_cashier: [2003],
};
