const NUMBERS = [
  { number: '113', name: 'Công an' },
  { number: '111', name: 'Trẻ em' },
  { number: '114', name: 'Cứu hỏa' },
  { number: '115', name: 'Cấp cứu' },
]

export function EmergencyNumbers() {
  return (
    <nav class="emergency" aria-label="Số điện thoại khẩn cấp">
      {NUMBERS.map(({ number, name }) => (
        <a href={`tel:${number}`}>
          <strong>{number}</strong> <span>{name}</span>
        </a>
      ))}
    </nav>
  )
}
