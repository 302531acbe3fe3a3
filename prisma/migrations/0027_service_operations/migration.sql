-- Two more things that a terminal can be told: to check itself, and to set itself up anew.

alter table terminal_command
  drop constraint terminal_command_kind_check,
  add constraint terminal_command_kind_check
    check (kind in ('link_test', 'totals_report', 'control_tape', 'reprint', 'diagnosis', 'initialisation', 'settlement'));
