package letter

// letters is the index: what is sent to whom, and when. The words of each are
// the group of its name in the catalogs.
var letters = []About{
	of[PasswordReset]("password-reset", account, "somebody asks for a new password"),
	promotional[BenefitsWaiting]("benefits-waiting", partnerAdmins, "benefits were unlocked and nobody has activated them"),
	of[CaseApproved]("case-approved", requester, "an activation, a request or a claim is approved"),
}
