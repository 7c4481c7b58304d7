# The library of materials.
command-material = put a file or a text into the library, or look at one: by reply, as a caption, or with lines below
command-materials = what is in the library, by tag
material-words = { $words }
material-how =
    📚 Send me a file with the caption <code>/material name #tag</code>, or reply to a message with it. A text stands below:

    <code>/material welcome #monday
    Good morning, { "{group}" }!</code>

    In it { $variables } are filled in, <code>{ "{members|many}" }</code> has something to fall back on. <code>until=30d</code> lets it expire. In the schedule it is <code>photo = "library:name"</code>.
material-by-dm = 📚 The library is kept by direct message, or in the staff's chat.
material-empty = There is nothing to keep: reply to a message with a file or a text, or write it below.
material-kind = That can't be kept. A text, photo, video, document, animation or audio can.
material-long = That is too long to be posted: { $most } signs at the most.
material-until-how = such as 30d, or 2026-12-24 18:00
material-odd-variable =
    { "{" }{ $name }{ "}" } is no variable{ $near ->
        [NONE] .
       *[other] . Did you mean { "{" }{ $near }{ "}" }?
    } There are { $variables }. Nothing was kept.
material-kept =
    📚 { $kind ->
        [text] Text
        [photo] Photo
        [video] Video
        [document] Document
        [animation] Animation
       *[audio] Audio
    } kept as <code>library:{ $name }</code>{ $again ->
        [yes] , in place of the one before.
       *[no] .
    }
material-unknown = There is no “{ $name }” in the library. /materials lists what there is.
material-shown =
    📚 <code>library:{ $name }</code> { $uses ->
        [0] was never posted.
        [one] was posted once.
       *[other] was posted { $uses } times.
    }
material-drop = 🗑 Take it out
material-drop-ask = Take it out of the library? What the schedule posts by its name then fails, and you are told.
material-drop-yes = 🗑 Yes, out with it
material-drop-no = Keep it
material-dropped = 🗑 It's out of the library.
material-stays = All right, it stays.
material-gone = That isn't in the library any more.
materials-none =
    { $tag ->
        [NONE] 📚 The library is empty. /material tells how to fill it.
       *[other] 📚 Nothing in the library bears #{ $tag }.
    }
materials-head = 📚 <b>The library of { $community }</b> ({ $count })
material-line =
    { $kind ->
        [text] 📝
        [photo] 🖼
        [video] 🎬
        [document] 📄
        [animation] 🎞
       *[audio] 🎵
    } <code>{ $name }</code>{ $tags ->
        [NONE] { "" }
       *[other] { " " }{ $tags }
    }{ $uses ->
        [0] { "" }
       *[other] { " " }· { $uses }×
    }{ $over ->
        [yes] { " " }· expired
       *[no] { "" }
    }
materials-more = …and { $count } more. <code>/materials tag</code> shows fewer.
audit-material-kept = { $actor } put something into the library
audit-material-dropped = { $actor } took something out of the library
kept-why-materials = that you put something into a community's library
