//! What readers make of an answer, and the people who are asked instead of the charter.

use bonsens_port::{AdminView, EventKind, MessageText, Notice, QuestionId, RequestId};
use bonsens_sim::HELPDESK;

use crate::scenario::{PASSWORD, Story, workplace};

const QUESTION: &str = "can a journalist call me about my work?";
const UNHEARD: &str = "how many parking places does the moon have?";

impl Story {
    async fn is_answered(&mut self, who: &str, question: &str) -> QuestionId {
        self.asks(who, question).await;
        let (Notice::Answer { question, .. } | Notice::Abstention { question, .. }) =
            self.sees_one(who)
        else {
            panic!("no answer")
        };
        question.unwrap()
    }

    async fn rates(&mut self, who: &str, question: &QuestionId, helpful: bool) {
        let question = question.clone();
        let kind = EventKind::AnswerRated { question, helpful };
        self.does(who, kind).await;
    }

    async fn asks_a_person(&mut self, who: &str, question: Option<QuestionId>, text: &str) {
        let kind = EventKind::PersonAsked {
            question,
            text: (!text.is_empty()).then(|| MessageText::new(text)),
            named: false,
        };
        self.does(who, kind).await;
    }

    async fn replies(&mut self, who: &str, channel: &str, request: &RequestId, text: &str) {
        let kind = EventKind::RequestAnswered {
            request: request.clone(),
            text: MessageText::new(text),
        };
        self.does_in(who, channel, kind).await;
    }

    fn helpdesk_sees_a_request(&mut self) -> RequestId {
        match self.helpdesk_sees().as_slice() {
            [Notice::Request(id)] => id.clone(),
            other => panic!("the helpdesk sees {other:?}"),
        }
    }

    async fn unanswered(&mut self) -> (usize, String) {
        let view = AdminView::Unanswered;
        self.does("noa", EventKind::AdminAsked(view)).await;
        let words = self.latest().0;
        match self.sees_one("noa") {
            Notice::Unanswered { questions, more } => (questions.len() + more, words),
            other => panic!("noa sees {other:?}"),
        }
    }
}

#[tokio::test]
async fn an_answer_is_rated_once_by_each_reader_and_the_admin_sees_which_did_not_help() {
    let mut story = workplace();
    let question = story.is_answered("ana", QUESTION).await;
    assert_eq!(story.unanswered().await.0, 0);

    story.rates("ana", &question, false).await;
    assert!(matches!(
        story.sees_one("ana"),
        Notice::Rated {
            helpful: false,
            contact: Some(_),
            question: Some(_)
        }
    ));
    let (count, words) = story.unanswered().await;
    assert_eq!(count, 1);
    assert!(words.contains(QUESTION), "{words}");
    assert!(!words.contains("ana"), "{words}");

    // Ana alone can't make more of it; two others think well of it.
    story.rates("ana", &question, false).await;
    story.rates("ben", &question, true).await;
    story.rates("chloe", &question, true).await;
    assert_eq!(story.unanswered().await.0, 0);
    let votes = story
        .store
        .question(&question)
        .await
        .unwrap()
        .unwrap()
        .votes;
    assert_eq!(votes.len(), 3);
}

#[tokio::test]
async fn a_question_the_charter_does_not_answer_is_kept_without_who_asked() {
    let mut story = workplace();
    story.is_answered("ana", UNHEARD).await;
    let (count, words) = story.unanswered().await;
    assert_eq!(count, 1);
    assert!(words.contains(UNHEARD), "{words}");
    story.does("ana", EventKind::SelfAsked).await;
    let Notice::AboutYou {
        nudges, requests, ..
    } = story.sees_one("ana")
    else {
        panic!("ana is told nothing");
    };
    assert!(nudges.is_empty() && requests.is_empty());
    story.minutes_pass(91 * 24 * 60).await;
    assert_eq!(story.unanswered().await.0, 0, "nor for ever");
}

#[tokio::test]
async fn a_question_with_a_secret_in_it_is_answered_and_not_kept() {
    let mut story = workplace();
    story
        .asks("ana", &format!("may I post that {PASSWORD}?"))
        .await;
    let (Notice::Answer { question, .. } | Notice::Abstention { question, .. }) =
        story.sees_one("ana")
    else {
        panic!("no answer")
    };
    assert_eq!(question, None);
    assert_eq!(story.unanswered().await.0, 0);
}

#[tokio::test]
async fn an_answer_is_shared_with_its_channel_without_the_question() {
    let mut story = workplace();
    let question = story.is_answered("ana", QUESTION).await;
    story
        .does("ana", EventKind::AnswerShared { question })
        .await;
    let (words, buttons) = story.latest();
    assert!(
        !words.contains(QUESTION) && !words.contains("ana"),
        "{words}"
    );
    assert!(buttons.is_empty());
    assert!(matches!(
        story.everyone_sees("general").as_slice(),
        [Notice::Shared(_)]
    ));
    story.nobody_sees_anything();
}

#[tokio::test]
async fn ana_asks_a_person_without_her_name_and_the_answer_comes_back_to_her_alone() {
    let mut story = workplace();
    let question = story.is_answered("ana", UNHEARD).await;
    let more = "I mean the one next to us";
    story.asks_a_person("ana", Some(question), more).await;
    assert_eq!(story.sees_one("ana"), Notice::PassedOn { named: false });
    let shown = story.all.iter().rev();
    let mut shown = shown.filter(|post| matches!(post.notice, Notice::Request(_)));
    let words = shown.next().unwrap().lines.join("\n");
    assert!(words.contains(UNHEARD) && words.contains(more), "{words}");
    assert!(!words.contains("ana"), "{words}");
    let request = story.helpdesk_sees_a_request();

    story.replies("ben", HELPDESK, &request, "Twelve.").await;
    assert_eq!(story.sees_one("ana"), Notice::Reply(request.clone()));
    let reply = story.all.iter().rev();
    let mut reply = reply.filter(|post| matches!(post.notice, Notice::Reply(_)));
    assert!(reply.next().unwrap().lines.join("\n").contains("Twelve."));
    // The helpdesk's message changes where it stands, and is answered once.
    assert_eq!(story.helpdesk_sees_a_request(), request);
    let last = story.all.last().unwrap();
    assert!(last.replaces.is_some() && last.buttons.is_empty());
    story
        .replies("chloe", HELPDESK, &request, "Thirteen.")
        .await;
    assert_eq!(story.sees_one("chloe"), Notice::AlreadySettled);
    story.nobody_sees_anything();
}

#[tokio::test]
async fn only_who_reads_the_helpdesk_answers_there() {
    let mut story = workplace();
    story.asks_a_person("ana", None, "whom do I tell?").await;
    story.sees("ana");
    let request = story.helpdesk_sees_a_request();
    story.replies("ben", "general", &request, "Me.").await;
    assert_eq!(story.sees_one("ben"), Notice::NotForYou);
    story.nobody_sees_anything();
}

#[tokio::test]
async fn nothing_is_passed_on_with_a_secret_in_it() {
    let mut story = workplace();
    story.asks_a_person("ana", None, PASSWORD).await;
    assert!(matches!(story.sees_one("ana"), Notice::Draft { .. }));
    story.asks_a_person("ana", None, "whom do I tell?").await;
    story.sees("ana");
    let request = story.helpdesk_sees_a_request();
    story.replies("ben", HELPDESK, &request, PASSWORD).await;
    assert!(matches!(story.sees_one("ben"), Notice::Draft { .. }));
    story.nobody_sees_anything();
}

#[tokio::test]
async fn what_ana_passed_on_is_hers_to_see_and_to_erase() {
    let mut story = workplace();
    story.asks_a_person("ana", None, "whom do I tell?").await;
    story.sees("ana");
    let request = story.helpdesk_sees_a_request();
    story.does("ana", EventKind::SelfAsked).await;
    assert!(story.latest().0.contains("whom do I tell?"));
    story.sees("ana");
    story.does("ana", EventKind::ErasureAsked).await;
    assert_eq!(
        story.sees_one("ana"),
        Notice::Erased {
            nudges: 0,
            requests: 1
        }
    );
    story.replies("ben", HELPDESK, &request, "Me.").await;
    assert_eq!(story.sees_one("ben"), Notice::AlreadySettled);
    story.nobody_sees_anything();
}
