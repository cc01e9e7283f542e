"""What the demo's candidates say: each in their own words, and not each as well as the other."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answers:
    warmup: str
    # By the library's key of the question.
    to: Mapping[str, str]
    # Short ones are followed up: by which of the question's follow-ups, and what is said to it.
    then: Mapping[str, tuple[int, str]]
    # Where the plan asks something else, and where the interview comes back to a topic.
    otherwise: str
    returned: str


OF_ELENA = Answers(
    warmup=(
        "I look after the payout service at a marketplace for used furniture. Twice a week it pays about nine thousand sellers, and they"
        " notice within minutes when it does not. Two of us built it; the part that is mine is everything between our ledger and the two"
        " banks: the files, the retries, and the page on which finance sees what is stuck."
    ),
    to={
        "backend-required-column-live-table": (
            "Never in one step. First I add it nullable and without a default, with a lock timeout of two seconds, so that"
            " it gives up rather than queue every query behind it. Then I deploy code that writes the column, and after"
            " that fill the old rows in batches of some thousand by primary key, with a pause that depends on how far the"
            " replicas are behind. Last I add a check constraint as not valid, validate it, which takes no exclusive lock,"
            " and only then set it not null. When we did this with the currency of a payout, the fill ran for eleven hours"
            " and nobody noticed. What I got wrong that time was an old admin job that still inserted without the column:"
            " it failed at the very end, because I had looked for writers in one repository only."
        ),
        "backend-saved-but-never-published": (
            "I would write the event into an outbox table in the same transaction as the order, and let a separate sender publish it."
        ),
        "behavioural-colleague-unlike-you": (
            "Marta, in finance. I write things down and think slowly; she calls, and decides while she talks. For months I"
            " felt run over, and she told our lead that I was hard to reach. What helped was an incident: forty-one payouts"
            " had gone out twice, and on the phone we found in ten minutes what I would have written about for a day. Since"
            " then we have a rule that came from her: if a thread has more than three answers, we call, and one that came"
            " from me: whoever called writes two sentences afterwards. I still do not like the phone. But she was right"
            " that some questions are only slow because one writes them."
        ),
        "behavioural-argued-and-lost": (
            "I was against buying a reconciliation product. I thought that we could build what we needed in six weeks, and"
            " said so with numbers. Our head of engineering decided to buy it, because nobody but me would have maintained"
            " mine."
        ),
        "backend-export-takes-two-minutes": (
            "As a job. Pressing the button stores a row that says who asked for what, and answers at once; a worker builds"
            " the file into object storage and marks the row. The page asks every few seconds how far it is, with a real"
            " count of rows and not an invented bar, and a mail comes if they have closed it. The same request within five"
            " minutes gives the same job. I would limit it to two at once for a company, and read in one repeatable-read"
            " snapshot from a replica, so that the file is not half of yesterday. The link is signed and ends after a day;"
            " the row stays, so that the audit can say who took what out."
        ),
        "backend-one-customer-eats-capacity": (
            "Queue by customer and take turns: a worker takes the next job of the customer that has waited longest, not the"
            " oldest job of all. In Postgres that is a small table of customers with the time of their last turn, and one"
            " more index. The large one still gets all capacity that nobody else wants, which is most of the night. I would"
            " tell them before we do it and give them a number to plan with, for instance that a million takes five hours"
            " when it is busy. What I would not do is a second cluster for them: it moves the question to the second"
            " customer of that size."
        ),
        "backend-call-or-message": (
            "I ask what we have promised by the time we say thank you. If we may not sell what is not there, reserving"
            " stock has to happen while they wait, with a deadline of maybe 800 milliseconds and a plain answer if it"
            " fails. The invoice must be right and need not be now, so it is a message, and so is the email. Then I ask the"
            " other way round: if this part is down for an hour, should people still be able to order? For the invoice yes,"
            " for payment it depends on the amount; at the marketplace we took orders up to 200 euros on trust while the"
            " bank was away, and lost less on it than on one hour of being closed."
        ),
        "backend-moving-billing-out": (
            "I would first count what hurts: how often a change to billing waits for a release of the rest, how often one"
            " breaks the other, and who is woken up. At my last place it was four times in half a year, and the answer was"
            " a module border and its own tables inside the old application, not a service. If the numbers say otherwise I"
            " would move the reading first, the invoices as they are shown, and run it beside the old one for a month to"
            " compare every amount. If the two differ by a cent anywhere and I cannot say why, we stop. I have no"
            " experience of carrying such a move to its end; I have stopped one, and seen one stopped."
        ),
    },
    then={
        "backend-saved-but-never-published": (
            0,
            "Then they believe in an order that we do not have, and that is the worse mistake of the two. It is why I never"
            " publish before the commit. With the outbox it can only be the other way round: saved, and published late or"
            " twice. So each event carries an id, and whoever receives it keeps the ids that it has seen. We count the rows"
            " that are older than a minute and page somebody at five. In a year it paged us twice, both times as the sender"
            " had lost its database password after a rotation.",
        ),
        "behavioural-argued-and-lost": (
            1,
            "That I might leave. It sounds simple, and I had not wanted to see it: the two people who understood the"
            " matching were me and somebody in parental leave. I then did the integration myself, so that it would not be"
            " done half-heartedly. It took five weeks, one less than building. It finds less than my prototype did, about"
            " ninety-six of a hundred differences, and everybody in finance can use it. I would argue less about features"
            " today, and ask earlier who gets up at night for it.",
        ),
    },
    otherwise=(
        "The case that I remember best is the night of the double payouts. Forty-one sellers had been paid twice, because a file that the"
        " bank had taken looked refused to us. I stopped the run first, wrote to finance what we knew and what we did not, and only then"
        " looked for the reason. We got all but two back. Since then a run asks the bank what it has before it sends anything again."
    ),
    returned=(
        "There is a smaller one. A colleague wanted the payout page to be fast and I wanted it to be right, and for a week each of us"
        " repaired what the other had done. In the end we measured: the slow part was a sum that nobody looked at. We took it off the"
        " page, asked three people in finance whether they missed it, and they did not."
    ),
)
OF_TOBIAS = Answers(
    warmup=(
        "I work on the booking side of a ferry line. It is a Django application that sells about three thousand tickets a day, more in"
        " summer. There are four of us, and I mostly do the part after the payment: tickets, changes, refunds."
    ),
    to={
        "backend-required-column-live-table": (
            "Usually we write the migration with a default and run it at night, when few people book. With a hundred million rows I"
            " think that this would lock the table for too long, so I would split it: add the column empty first, fill it in the"
            " background, and make it required at the end. Our largest table has around four million rows, so I have not done it at"
            " that size. Once I added an index without CONCURRENTLY on a Friday afternoon, and bookings stood still for six minutes."
            " Since then I read what a migration locks before I run it, and somebody else looks at it too."
        ),
        "backend-saved-but-never-published": (
            "I would put a retry around the publishing, so that it tries again for a while when the broker does not answer."
        ),
        "behavioural-colleague-unlike-you": (
            'Jana, who did our support. She had no patience for tickets that said "will be fixed in the next release", and I had'
            " none for being called at my desk. We shouted at each other once, over a refund that had been stuck for nine days. Then"
            " I asked whether I could sit with her for two mornings and take the calls myself. I heard that people do not ask for the"
            " money first, they ask whether anybody knows. So I built her a page with the state of each refund, in her words and not"
            " in ours, and she collected the questions for one slot after lunch. The calls about refunds went from about thirty a day"
            " to eight within a month, and she was the one who showed the page to the others."
        ),
        "behavioural-argued-and-lost": (
            "Whether we take the new payment provider before the summer. I said that three weeks of testing are too short, and showed"
            " which cases we had not tried: partial refunds, and cards that expire between booking and sailing. My lead took it all"
            " the same, because the old contract was ending. I asked for one thing, a switch back for the first two weeks, and got it."
            " After that I did not say it again, I wrote the runbook. Partial refunds did break on the fourth day. We switched those"
            " back, fixed them, and I was glad about the switch and not about being right."
        ),
        "backend-export-takes-two-minutes": (
            "I would make it a background task and send a mail with a link when it is done. In our case we use Celery for that, the"
            " button shows that it is being made. And you could cache it, because people often export the same month again."
        ),
        "backend-one-customer-eats-capacity": (
            "Give each customer a limit, so many jobs an hour, and put the rest into a second queue with a lower priority. We have"
            " that for travel agencies. It is not perfect, because at night the limit is still there although nobody else wants"
            " anything."
        ),
        "backend-call-or-message": (
            "What the customer needs to see at once is a call, and everything else is a message. So the stock would be a call, and"
            " invoice and email are messages. With us the seat on the ferry is reserved in the same request, for ten minutes, and the"
            " ticket as PDF is made afterwards. If the PDF fails they still have the booking number, so nobody stands at the quay"
            " without anything. That happened in May when the disk was full, and forty people boarded with the number alone."
        ),
        "backend-moving-billing-out": (
            "It depends on the team and on how large it is. Services have advantages, for example you can deploy them on their own, but"
            " also more things that can fail. I would look at what others do and try it with a small part."
        ),
    },
    then={
        "backend-saved-but-never-published": (
            0,
            "Then they think that there is an order and there is none. I had not thought of that. You would have to publish after the"
            " save, and remember somewhere what was published, so that somebody can compare the two. We had something like it with"
            " tickets that were mailed for a booking that was rolled back: eleven of them. We found out because a family stood at the"
            " gate. I then moved the mail after the commit, and there is a check every night that counts both sides.",
        ),
    },
    otherwise=(
        "What fits best is the refunds. They took nine days on average when I came, because each was looked at by hand. I took three"
        " hundred old ones, sorted them by what had been decided, and saw that two thirds followed the same four rules. I wrote these"
        " rules down with the colleague from finance and built them in, with a button to stop one. It takes a day now, and about one"
        " in fifty is still looked at by a person."
    ),
    returned=(
        "I can tell of the summer before last. The booking page got slow every day at six in the evening. I looked at the slow queries,"
        " and it was the list of sailings, which counted free seats for each row. I kept the number of seats in the sailing instead and"
        " updated it with each booking. It was quick again, but the number was off by one or two now and then, and I never found out"
        " why before I put in a lock."
    ),
)
