package api

import (
	"context"

	"laurel/internal/app"
	"laurel/internal/people"
)

func (d *door) history(ctx context.Context, who people.Who, in *standingsInput) (*list[app.HistoryFile], error) {
	v, err := in.view()
	if err != nil {
		return nil, err
	}
	files, err := d.App.History(ctx, who, app.PartnerView{View: v, Partner: in.Partner})
	return whole(files), err
}
