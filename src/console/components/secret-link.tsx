/** A value to copy, shown once. */
export function SecretLink({ id, label, value }: { id: string; label: string; value: string }) {
  return (
    <div class="field">
      <label class="form-label" for={id}>
        {label}
      </label>
      <div class="secret-link">
        <input class="form-control" id={id} type="text" value={value} readonly autocomplete="off" spellcheck={false} />
        <button type="button" class="btn" data-copy={id}>
          Chép
        </button>
      </div>
    </div>
  )
}
