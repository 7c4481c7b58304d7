# What the bot writes unasked.
contacts-stop-these = 🔕 Stop these
