/** Own line icons on a 16 × 16 grid, drawn with the text's colour. */
const paths = {
  flag: 'M4 14V2.5h7.5L9.8 5.5l1.7 3H4',
  undo: 'M6.5 3 3 6.5 6.5 10M3.2 6.5H10a3 3 0 0 1 0 6H7',
  skip: 'M3 4l5 4-5 4zM12 4v8',
  unsure: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12.6v.4',
  check: 'M3 8.5 6.5 12 13 4.5',
  cloud: 'M4.5 12h7a2.5 2.5 0 0 0 .3-5A4 4 0 0 0 4 7.1 2.5 2.5 0 0 0 4.500 12z',
  offline: 'M2 2l12 12M4.500 12h6M4 7.100A2.500 2.500 0 0 0 4.500 12M6 4.400A4 4 0 0 1 11.800 7',
  warn: 'M8 2.500 14.500 13.500h-13zM8 6.500v3.500M8 11.700v.3',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M12.600 3.400l-1 1M4.400 11.600l-1 1',
  moon: 'M13 9.500A5.500 5.500 0 0 1 6.500 3 5.500 5.500 0 1 0 13 9.500z',
  half: 'M8 2.500a5.500 5.500 0 1 0 0 11zM8 2.500a5.500 5.500 0 0 1 0 11',
  user: 'M8 8.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.500 14c.6-2.500 2.700-4 5.500-4s4.900 1.500 5.500 4',
  close: 'M4 4l8 8M12 4l-8 8',
  right: 'M6 3.500 10.500 8 6 12.500',
  down: 'M3.500 6 8 10.500 12.500 6',
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M10.300 10.300l3.200 3.200',
  note: 'M3 13l.6-2.800L10.800 3l2.200 2.200-7.200 7.200z',
  audit: 'M8 1.800 13 4v4c0 3-2 5.200-5 6.200C5 13.200 3 11 3 8V4z',
  cup: 'M3 5h8v4.500A3.500 3.500 0 0 1 7.500 13h-1A3.500 3.500 0 0 1 3 9.500zM11 6h1.500a1.500 1.500 0 0 1 0 4H11',
} as const;

export function Icon(props: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={paths[props.name]} fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
