"""The control API: all that the page does, as JSON."""

import asyncio
from urllib.parse import quote

import msgspec
from aiohttp import web

from bot.rehearsal import files, render
from bot.rehearsal.acts import act
from bot.rehearsal.answers import Handler, answer, guarded, read, whole
from bot.rehearsal.chats import chat_shown, make_chat
from bot.rehearsal.clock import from_iso, iso
from bot.rehearsal.errors import ActError, missing, not_allowed
from bot.rehearsal.faults import KINDS
from bot.rehearsal.pushing import Pusher
from bot.rehearsal.render import Json
from bot.rehearsal.scenes import SCENES
from bot.rehearsal.world import World

_HEARTBEAT_S = 15.0
_PERSON = (
    "first_name",
    "last_name",
    "username",
    "language_code",
    "started",
    "id",
    "is_bot",
    "bio",
)
_CHAT = (
    *("members", "bot", "username", "is_forum", "topics", "join_by_request", "linked_chat_id"),
    *("quiet_joins", "description", "id"),
)


class Control:
    """Serves `/control/…` of one world."""

    def __init__(self, world: World, pusher: Pusher) -> None:
        self.world = world
        self.pusher = pusher

    def add_to(self, app: web.Application) -> None:
        """Put every address of the control API on the app."""
        routes: tuple[tuple[str, str, Handler], ...] = (
            ("GET", "state", self.state),
            ("GET", "chats/{id}/messages", self.messages),
            ("GET", "calls", self.calls),
            ("GET", "events", self.events),
            ("GET", "files/{id}", self.file),
            ("POST", "people", self.people),
            ("POST", "chats", self.chats),
            ("POST", "act", self.act),
            ("GET", "scenes", self.scenes),
            ("POST", "scenes/{name}", self.play),
            ("POST", "clock", self.clock),
            ("GET", "faults", self.faults),
            ("POST", "faults", self.add_fault),
            ("DELETE", "faults", self.clear_faults),
            ("POST", "reset", self.reset),
            ("POST", "feed", self.feed),
            ("POST", "world", self.fill),
            ("POST", "bot", self.bot),
        )
        for verb, path, handler in routes:
            app.router.add_route(verb, f"/control/{path}", guarded(handler))

    async def state(self, request: web.Request) -> web.StreamResponse:
        """The world without its messages."""
        del request
        world = self.world
        due = await self.pusher.next_due()
        people = [world.person_shown(p) for p in world.state.people.values()]
        chats = [chat_shown(world, c) for c in world.state.chats.values()]
        return answer(
            {
                "now": iso(world.clock.now()),
                "offset_s": world.clock.offset_s,
                "ready": world.ready,
                "progress": world.progress,
                "bot": render.me(world.bot) | {"commands": render.commands(world.bot)},
                "people": people,
                "chats": chats,
                "next_due": due,
                "pushing": world.pushing,
                "faults": [msgspec.to_builtins(f) for f in world.faults.active],
                "pending": len(world.queue),
            }
        )

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """The latest messages of a chat, or those before one, oldest first."""
        chat = self.world.find_chat(whole(request.match_info["id"]))
        limit = whole(request.query.get("limit", "50"))
        before = whole(request.query.get("before", "0"))
        kept = [m for m in chat.messages.values() if not before or m.id < before]
        return answer({"messages": [self.world.shown(m) for m in kept[-limit:]]})

    async def calls(self, request: web.Request) -> web.StreamResponse:
        """The bot's calls after a number."""
        after = whole(request.query.get("after", "0"))
        limit = whole(request.query.get("limit", "200"))
        counts = dict(self.world.calls.counts)
        return answer({"calls": self.world.calls.after(after, limit), "counts": counts})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What happens, as it happens."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        )
        await response.prepare(request)
        listener = self.world.events.listen()
        try:
            await response.write(b": the rehearsal\n\n")
            while True:
                try:
                    line = await asyncio.wait_for(listener.get(), _HEARTBEAT_S)
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if line is None:
                    break
                lines = [line]
                while not listener.empty() and (more := listener.get_nowait()) is not None:
                    lines.append(more)
                await response.write(b"".join(b"data: " + one + b"\n\n" for one in lines))
        except ConnectionError:
            pass
        finally:
            self.world.events.forget(listener)
        return response

    async def file(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file that somebody sent."""
        kept = self.world.state.files.get(request.match_info["id"])
        content = files.content(self.world, kept.path) if kept else None
        if kept is None or content is None:
            raise missing("There is no such file.")
        if kept.kind in {"photo", "sticker"}:
            return web.Response(body=content, content_type=files.picture_type(content))
        name = str(kept.fields.get("file_name", kept.path.rsplit("/", 1)[-1]))
        # Nothing that was uploaded may run as a page of this origin.
        shown = f"attachment; filename*=UTF-8''{quote(name)}"
        mime = "application/octet-stream"
        return web.Response(
            body=content, content_type=mime, headers={"Content-Disposition": shown}
        )

    async def people(self, request: web.Request) -> web.StreamResponse:
        """A new person."""
        return answer(self.make_person(await read(request)))

    def make_person(self, asked: Json) -> Json:
        """A person from JSON."""
        if not isinstance(asked.get("first_name"), str) or not asked["first_name"].strip():
            raise ActError("Everybody has a first name.")
        made = self.world.person(**{n: asked[n] for n in _PERSON if asked.get(n) is not None})
        return self.world.person_shown(made)

    async def chats(self, request: web.Request) -> web.StreamResponse:
        """A new chat."""
        return answer(self.make_chat(await read(request)))

    def make_chat(self, asked: Json) -> Json:
        """A chat from JSON."""
        kind, title, owner = asked.get("type"), asked.get("title"), asked.get("owner")
        if not isinstance(title, str) or not title.strip() or not isinstance(owner, int):
            raise ActError('A chat needs "type", "title" and "owner".')
        options = {n: asked[n] for n in _CHAT if asked.get(n) is not None}
        made = make_chat(self.world, str(kind), title, owner, **options)
        return chat_shown(self.world, made)

    async def act(self, request: web.Request) -> web.StreamResponse:
        """One act of one person."""
        return answer(await act(self.world, await read(request)))

    async def scenes(self, request: web.Request) -> web.StreamResponse:
        """The scenes there are."""
        del request
        return answer([{"name": s.name, "title": s.title} for s in SCENES.values()])

    async def play(self, request: web.Request) -> web.StreamResponse:
        """Play a scene in a chat."""
        scene = SCENES.get(request.match_info["name"])
        if scene is None:
            raise missing(f"There is no scene {request.match_info['name']}.")
        asked = await read(request)
        chat = self.world.find_chat(whole(asked.get("chat_id")))
        if chat.type not in {"group", "supergroup"}:
            raise not_allowed("A scene plays in a group.")
        done = await scene.play(self.world, chat)
        return answer({"ok": True, "acts": done})

    async def clock(self, request: web.Request) -> web.StreamResponse:
        """Push the clock."""
        asked = await read(request)
        now = self.world.clock.now()
        try:
            if asked.get("next_due"):
                due = await self.pusher.next_due()
                if due is None:
                    raise not_allowed("Nothing is due.")
                target = from_iso(due)
            elif "to" in asked:
                target = from_iso(str(asked["to"]))
            else:
                target = now + float(asked["advance_s"])
        except (KeyError, TypeError, ValueError):
            raise ActError('Give "advance_s", "to" or "next_due".') from None
        if target < now and not asked.get("next_due"):
            raise not_allowed("The clock never goes back.")
        steps = await self.pusher.push(target)
        return answer({"now": iso(self.world.clock.now()), "steps": steps})

    async def faults(self, request: web.Request) -> web.StreamResponse:
        """The failures in force."""
        del request
        return answer([msgspec.to_builtins(f) for f in self.world.faults.active])

    async def add_fault(self, request: web.Request) -> web.StreamResponse:
        """Let calls fail."""
        asked = await read(request)
        if asked.get("kind") not in KINDS:
            raise ActError(f"A fault is one of {', '.join(KINDS)}.")
        known = ("kind", "method", "chat_id", "times", "probability", "retry_after")
        self.world.add_fault(**{n: asked[n] for n in known if asked.get(n) is not None})
        return await self.faults(request)

    async def clear_faults(self, request: web.Request) -> web.StreamResponse:
        """Let no call fail any more."""
        self.world.faults.active.clear()
        return await self.faults(request)

    async def reset(self, request: web.Request) -> web.StreamResponse:
        """An empty world."""
        del request
        self.world.reset()
        return answer({"ok": True})

    async def feed(self, request: web.Request) -> web.StreamResponse:
        """Raw updates for the bot's queue."""
        updates = (await read(request)).get("updates")
        if not isinstance(updates, list) or not all(isinstance(u, dict) for u in updates):
            raise ActError('"updates" must be a list of objects.')
        return answer({"ok": True, "count": self.world.enqueue_raw(updates)})

    async def fill(self, request: web.Request) -> web.StreamResponse:
        """Many people and chats at once."""
        asked = await read(request)
        people = [self.make_person(p) for p in asked.get("people", ())]
        chats = [self.make_chat(c) for c in asked.get("chats", ())]
        return answer({"people": people, "chats": chats})

    async def bot(self, request: web.Request) -> web.StreamResponse:
        """What BotFather would set: privacy mode, names."""
        asked = await read(request)
        known = ("can_read_all_group_messages", "can_join_groups", "first_name", "username")
        for name in known:
            if asked.get(name) is not None:
                setattr(self.world.bot, name, asked[name])
        self.world.changed()
        self.world.events.say("state")
        return answer(render.me(self.world.bot))
