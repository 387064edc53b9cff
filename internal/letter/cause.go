package letter

// because says why something ended: in the words of whoever decided it, or by its
// cause when nobody did.
func (d *draft) because(cause, reason string) {
	if cause != "" {
		d.say("cause." + cause)
		return
	}
	d.quote(reason, "frame.reason")
}
