-- The centre's catalogue, and sessions in the weeks after the stage was made, each from a Monday.

INSERT INTO courses (code, title, title_english, description, hours) VALUES
    ('DEP-101', 'Automatiser le déploiement d’une infrastructure', 'Automating infrastructure deployment',
     'Décrire des serveurs et des réseaux par du code, les créer, les mettre à jour et les supprimer sans intervention manuelle.', 35),
    ('SEC-110', 'Sécuriser une infrastructure Linux', 'Securing a Linux infrastructure',
     'Durcissement ANSSI, pare-feu, certificats et gestion des secrets, avec la preuve de chaque mesure.', 21),
    ('K8S-201', 'Exploiter un cluster Kubernetes', 'Operating a Kubernetes cluster',
     'Déployer, mettre à l’échelle, isoler et dépanner des applications conteneurisées.', 35),
    ('SQL-120', 'Administrer PostgreSQL', 'Administering PostgreSQL',
     'Droits, sauvegardes, réplication et reprise après incident d’une base de données de production.', 28),
    ('CIC-210', 'Intégration et déploiement continus', 'Continuous integration and delivery',
     'Construire, tester et livrer une application à chaque modification, du test à la production.', 21),
    ('SUP-220', 'Superviser des services', 'Monitoring services',
     'Indicateurs, alertes utiles, tableaux de bord et conduite à tenir pendant un incident.', 21);

INSERT INTO sessions (course_id, starts_on, ends_on, room, capacity)
SELECT courses.id, first_day, first_day + days - 1, room, capacity
FROM (VALUES
    ('DEP-101', 2, 5, 'Salle Lovelace', 12),
    ('SEC-110', 3, 3, 'Salle Hamilton', 10),
    ('K8S-201', 4, 5, 'Salle Hopper', 8),
    ('SQL-120', 5, 4, 'Salle Codd', 12),
    ('CIC-210', 6, 3, 'Salle Lovelace', 12),
    ('SUP-220', 7, 3, 'Salle Hamilton', 10),
    ('DEP-101', 10, 5, 'Salle Hopper', 12),
    ('K8S-201', 12, 5, 'À distance', 4)
) AS plan (code, weeks, days, room, capacity)
JOIN courses USING (code)
CROSS JOIN LATERAL (SELECT date_trunc('week', current_date)::date + 7 * plan.weeks AS first_day) AS monday;
