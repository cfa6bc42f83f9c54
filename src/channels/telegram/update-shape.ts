import { z } from 'zod'

/** Telegram's ids have at most 52 significant bits, so JSON numbers hold them exactly; inside they are strings. */
const Id = z.number().int().transform(String)
const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

const Text = lenient(z.string())
const Size = lenient(z.number().int().nonnegative())
/** Seconds since 1970, up to the last moment that a Date can hold. */
const Moment = lenient(z.number().int().min(0).max(8_640_000_000_000))
const Entities = lenient(z.array(z.object({ type: z.string(), url: Text })))
const Chat = z.object({ id: Id, type: z.string() })
const Sender = z.object({ id: Id })

const Photo = z.object({
  file_id: z.string().min(1),
  file_size: Size,
  width: z.number().catch(0),
  height: z.number().catch(0),
})
const Document = z.object({ file_id: z.string().min(1), file_size: Size, file_name: Text, mime_type: Text })
const Contact = z.object({
  phone_number: z.string().min(1),
  user_id: lenient(Id),
  first_name: Text,
  last_name: Text,
})

/** Of a message's `location`, which stays as it came where it is anything else. */
export const Location = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })

/** Loose, because which further keys a message has tells what it is (a sticker, a voice message, …). */
const Message = z.looseObject({
  chat: Chat,
  from: lenient(Sender),
  date: Moment,
  edit_date: Moment,
  text: Text,
  entities: Entities,
  caption: Text,
  caption_entities: Entities,
  media_group_id: Text,
  photo: lenient(z.array(Photo).min(1)),
  document: lenient(Document),
  contact: lenient(Contact),
})

const CallbackQuery = z.object({
  id: z.string().min(1),
  from: Sender,
  message: z.object({ chat: Chat }),
  data: z.string(),
})

const MembershipChange = z.object({
  chat: Chat,
  date: Moment,
  new_chat_member: z.object({ status: z.string() }),
})

export const Update = z.object({
  update_id: z.number().int(),
  message: lenient(Message),
  edited_message: lenient(Message),
  callback_query: lenient(CallbackQuery),
  my_chat_member: lenient(MembershipChange),
})

export type Update = z.infer<typeof Update>
export type TelegramMessage = z.infer<typeof Message>
export type TelegramCallback = z.infer<typeof CallbackQuery>
export type TelegramMembership = z.infer<typeof MembershipChange>
export type TelegramPhoto = z.infer<typeof Photo>
