-- Newsletter: who gets it, what was sent, who came to a webinar.
CREATE TABLE subscriber (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT,
    topics JSON,
    subscribed_at TIMESTAMP NOT NULL,
    unsubscribed_at TIMESTAMP
);
CREATE TABLE campaign (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    sent_at TIMESTAMP NOT NULL
);
CREATE TABLE delivery (
    subscriber_id INTEGER NOT NULL REFERENCES subscriber (id),
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    opened_at TIMESTAMP,
    clicked JSON,
    PRIMARY KEY (subscriber_id, campaign_id)
);
CREATE TABLE webinar (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    held_on DATE NOT NULL,
    attendees JSON
);
